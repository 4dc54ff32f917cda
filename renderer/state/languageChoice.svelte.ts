import { languages, setLanguage, type Language } from '../messages/messages.ts';

const storageKey = 'maskwright.language';

function storedChoice(): Language | null {
  const stored = localStorage.getItem(storageKey);
  return languages.find((language) => language === stored) ?? null;
}

function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** In which language the window speaks; kept on this machine. */
class LanguageChoice {
  #chosen = $state<Language | null>(storedChoice());

  constructor() {
    this.#apply();
  }

  /** What the person chose, or `null` where the system decides. */
  get chosen(): Language | null {
    return this.#chosen;
  }

  set chosen(choice: Language | null) {
    if (choice === null) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
    this.#chosen = choice;
    this.#apply();
  }

  /** The language that is spoken. */
  get spoken(): Language {
    return this.#chosen ?? systemLanguage();
  }

  #apply(): void {
    setLanguage(this.spoken);
    document.documentElement.lang = this.spoken;
  }
}

export const languageChoice = new LanguageChoice();
