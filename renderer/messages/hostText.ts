import { hostSentence, rowName } from './chinese/hostSentence.ts';
import { language, type Language } from './messages.ts';

interface Translators {
  readonly sentence: (sentence: string) => string;
  readonly row: (name: string) => string;
}

const same = (english: string): string => english;

const translators: { readonly [L in Language]: Translators } = {
  en: { sentence: same, row: same },
  'zh-CN': { sentence: hostSentence, row: rowName },
};

/** A sentence that the host or a worker made, in the language of the window: errors, findings, refusals, notes. */
export function hostText(sentence: string): string {
  return translators[language].sentence(sentence);
}

/** What the reader of a COCO file calls one of its rows, such as "annotation row 3". */
export function rowText(name: string): string {
  return translators[language].row(name);
}
