import { setDisplayWindow } from '../../app/model/commands/image.ts';
import type { DisplayWindow } from '../../app/model/records.ts';
import { automaticWindow, defaultWindow, type Histogram, largestValue } from '../canvas/displayLookup.ts';
import { messages } from '../messages/messages.ts';
import { openImage } from './openImage.svelte.ts';

/** The slider has rested for this long: the window is one finished gesture. */
const restMs = 600;

/** Which stored values show as black and white. It follows the slider at once and is stored when the slider rests. */
class Display {
  /** Not yet stored; `undefined` where the image's own window shows. */
  #moving = $state.raw<DisplayWindow | null | undefined>(undefined);
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Of the open image, once its coarsest tile has come. */
  histogram = $state.raw<Histogram | null>(null);

  /** `null` while no image is open. */
  readonly window: DisplayWindow | null = $derived.by(() => {
    const image = openImage.document?.image;
    if (image === undefined) return null;
    const chosen = this.#moving === undefined ? image.displayWindow : this.#moving;
    return chosen ?? defaultWindow(image.bitDepth, image.valueRange);
  });

  /** Values that the sliders reach. */
  readonly range: DisplayWindow = $derived.by(() => {
    const image = openImage.document?.image;
    if (image === undefined) return { low: 0, high: 255 };
    if (image.bitDepth === 8) return { low: 0, high: largestValue(8) };
    return defaultWindow(16, image.valueRange);
  });

  readonly isDefault: boolean = $derived(
    (this.#moving === undefined ? openImage.document?.image.displayWindow : this.#moving) === null,
  );

  /** `null`: the default window. */
  move(window: DisplayWindow | null): void {
    this.#moving = window;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.store(), restMs);
  }

  automatic(): void {
    if (this.histogram !== null) this.move(automaticWindow(this.histogram));
  }

  /** Called when the slider rests, and before another image comes. */
  store(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const displayWindow = this.#moving;
    this.#moving = undefined;
    const document = openImage.document;
    if (displayWindow === undefined || document === null) return;
    void openImage.commit(messages.label.gestures.setDisplayWindow, setDisplayWindow(document, { displayWindow }));
  }
}

export const display = new Display();
