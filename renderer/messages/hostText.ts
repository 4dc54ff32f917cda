import { hostSentence } from './chinese/hostSentence.ts';
import { language, type Language } from './messages.ts';

const inLanguage: { readonly [L in Language]: (sentence: string) => string } = {
  en: (sentence) => sentence,
  'zh-CN': hostSentence,
};

/** A sentence that the host or a worker made, in the language of the window: errors, findings, refusals, notes. */
export function hostText(sentence: string): string {
  return inLanguage[language](sentence);
}
