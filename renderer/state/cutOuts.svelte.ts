import { host, messageOf } from './host.ts';
import { plannedTraining } from './trainingPlan.svelte.ts';

/** Typing is over when nothing came for so long. */
const pauseMs = 500;

/** Pictures of what the next training would learn from, by its settings as they are. */
export class CutOuts {
  urls = $state.raw<readonly string[]>([]);
  /** Why there are none for these settings. */
  #failure = $state.raw<unknown>(null);
  isBusy = $state(false);
  #latest = 0;

  /** Draws them again once the settings have been left alone for a moment; returns what calls that off. */
  drawSoon(config: Readonly<Record<string, unknown>>): () => void {
    const timer = setTimeout(() => void this.#draw(config), this.#latest === 0 ? 0 : pauseMs);
    return () => clearTimeout(timer);
  }

  get problem(): string | null {
    return this.#failure === null ? null : messageOf(this.#failure);
  }

  /** Only the answer to the last question counts. */
  async #draw(config: Readonly<Record<string, unknown>>): Promise<void> {
    const question = ++this.#latest;
    this.isBusy = true;
    try {
      const urls = await host.training.cutOuts({
        device: plannedTraining.device,
        config: { ...config },
        ...(plannedTraining.beginWith === undefined ? {} : { beginWith: plannedTraining.beginWith }),
      });
      if (question !== this.#latest) return;
      this.urls = urls;
      this.#failure = null;
    } catch (error) {
      if (question !== this.#latest) return;
      this.urls = [];
      this.#failure = error;
    }
    this.isBusy = false;
  }
}
