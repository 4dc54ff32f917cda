import { en, type Messages } from './en.ts';
import { zhCN } from './zhCN.ts';

export type Language = 'en' | 'zh-CN';

const catalogues: { readonly [L in Language]: Messages } = { en, 'zh-CN': zhCN };

export const languages = Object.keys(catalogues) as readonly Language[];

/** The language of texts, numbers and dates. */
export let language: Language = 'en';

/**
 * Every text of the window, in the language of the person. A live binding: it is to be read when a text is needed,
 * never while a module is loaded, for the language may change while the program runs.
 */
export let messages: Messages = catalogues[language];

/** For numbers and dates: the region of the person too, where it belongs to the language. */
export let formatLocale: string = localeOf(language);

/** From here on texts are read in this language; what is on the screen has to be made anew. */
export function setLanguage(chosen: Language): void {
  language = chosen;
  messages = catalogues[chosen];
  formatLocale = localeOf(chosen);
}

function localeOf(chosen: Language): string {
  return navigator.languages.find((tag) => tag.startsWith(chosen.slice(0, 2))) ?? chosen;
}
