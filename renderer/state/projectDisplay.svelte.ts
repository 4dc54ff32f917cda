import type { ObjectLook } from '../canvas/objectLook.ts';
import { type DisplaySettings, isUsual, readDisplaySettings, usualSettings, withChanges } from './displaySettings.ts';
import { session } from './session.svelte.ts';

const keyOf = (projectPath: string): string => `maskwright.display:${projectPath}`;

/** The display settings for the open project; kept on this machine, one set for each project. */
class ProjectDisplay {
  /** What was changed since the project was opened. */
  #changed = $state.raw<{ readonly path: string; readonly settings: DisplaySettings } | null>(null);
  readonly #path: string | null = $derived(session.project?.path ?? null);

  readonly settings: DisplaySettings = $derived.by(() => {
    if (this.#path === null) return usualSettings;
    if (this.#changed?.path === this.#path) return this.#changed.settings;
    return readDisplaySettings(localStorage.getItem(keyOf(this.#path)));
  });

  readonly #fillAlpha: number = $derived(this.settings.fills ? this.settings.fillAlpha : 0);
  readonly #outlineWidthPx: number = $derived(this.settings.outlines ? this.settings.outlineWidthPx : 0);
  /** The same value until it changes itself: objects are drawn anew with every other one. */
  readonly objectLook: ObjectLook = $derived({ fillAlpha: this.#fillAlpha, outlineWidthPx: this.#outlineWidthPx });

  readonly isUsual: boolean = $derived(isUsual(this.settings));

  change(changes: Partial<DisplaySettings>): void {
    const path = this.#path;
    if (path === null) return;
    const settings = withChanges(this.settings, changes);
    this.#changed = { path, settings };
    localStorage.setItem(keyOf(path), JSON.stringify(settings));
  }

  /** Everything but where water lies, which is no matter of taste. */
  reset(): void {
    this.change({ ...usualSettings, waterValue: this.settings.waterValue });
  }
}

export const projectDisplay = new ProjectDisplay();
