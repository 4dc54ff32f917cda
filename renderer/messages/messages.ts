import { en, type Messages } from './en.ts';
import { zhCN } from './zhCN.ts';

export type Language = 'en' | 'zh-CN';

const catalogues: { readonly [L in Language]: Messages } = { en, 'zh-CN': zhCN };
const storageKey = 'maskwright.language';

/** The language that the person chose, or `null` where the system decides. */
export function chosenLanguage(): Language | null {
  const stored = localStorage.getItem(storageKey);
  return stored !== null && Object.hasOwn(catalogues, stored) ? (stored as Language) : null;
}

/** Every text is read once, so another language starts the page anew; all work is in the project already. */
export function chooseLanguage(choice: Language | null): void {
  if (choice === null) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, choice);
  location.reload();
}

export const languages = Object.keys(catalogues) as readonly Language[];

export const language: Language =
  chosenLanguage() ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');

/** Every text of the window, in the language of the person. */
export const messages: Messages = catalogues[language];

/** For numbers and dates: the region of the person too, where it belongs to the language. */
export const formatLocale: string = navigator.languages.find((tag) => tag.startsWith(language.slice(0, 2))) ?? language;
