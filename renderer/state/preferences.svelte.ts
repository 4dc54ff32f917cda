export const themeChoices = ['system', 'dark', 'light'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const themeKey = 'maskwright.theme';

/** How the window looks; kept on this machine. */
class Preferences {
  #choice = $state<ThemeChoice>(themeChoices.find((choice) => choice === localStorage.getItem(themeKey)) ?? 'dark');
  #systemIsLight = $state(matchMedia('(prefers-color-scheme: light)').matches);

  get theme(): ThemeChoice {
    return this.#choice;
  }

  set theme(choice: ThemeChoice) {
    this.#choice = choice;
    localStorage.setItem(themeKey, choice);
    this.#apply();
  }

  /** The theme that is shown. */
  get shownTheme(): 'dark' | 'light' {
    if (this.#choice !== 'system') return this.#choice;
    return this.#systemIsLight ? 'light' : 'dark';
  }

  /** Applies the theme and follows the system; returns the disposer. */
  start(): () => void {
    const system = matchMedia('(prefers-color-scheme: light)');
    const follow = (): void => {
      this.#systemIsLight = system.matches;
      this.#apply();
    };
    follow();
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }

  #apply(): void {
    document.documentElement.dataset.theme = this.shownTheme;
  }
}

export const preferences = new Preferences();
