import { setDisplayWindow } from '../../app/model/commands/image.ts';
import type { DisplayWindow } from '../../app/model/records.ts';
import type { DisplayLook } from '../canvas/displayLook.ts';
import { automaticWindow, defaultWindow, type Histogram, largestValue } from '../canvas/displayLookup.ts';
import { type CentredWindow, centredWindow, draggedWindow, isSameWindow } from '../canvas/displayWindow.ts';
import { type PresetId, presetOf, windowPresets } from '../canvas/windowPresets.ts';
import { messages } from '../messages/messages.ts';
import { openImage } from './openImage.svelte.ts';
import { projectDisplay } from './projectDisplay.svelte.ts';

/** The slider has rested for this long: the window is one finished gesture. */
const restMs = 600;

const noPresets: ReadonlyMap<PresetId, DisplayWindow> = new Map();

/**
 * How the open image looks. The window, which stored values show as black and white, follows slider and drag at once and
 * is stored with the image when they end; the rest are settings of the person.
 */
class Display {
  /** Not yet stored; `undefined` where the image's own window shows. */
  #moving = $state.raw<DisplayWindow | null | undefined>(undefined);
  #dragStart = $state.raw<DisplayWindow | null>(null);
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

  /** The window while it is dragged on the canvas, where its panel may be out of sight; else `null`. */
  readonly dragged: CentredWindow | null = $derived(
    this.#dragStart === null || this.window === null ? null : centredWindow(this.window),
  );

  readonly isDefault: boolean = $derived(
    (this.#moving === undefined ? openImage.document?.image.displayWindow : this.#moving) === null,
  );

  readonly look: DisplayLook | null = $derived(
    this.window === null ? null : { ...projectDisplay.settings, window: this.window },
  );

  readonly presets: ReadonlyMap<PresetId, DisplayWindow> = $derived.by(() => {
    const image = openImage.document?.image;
    if (image === undefined) return noPresets;
    const automatic = this.histogram === null ? null : automaticWindow(this.histogram);
    return windowPresets(image, automatic, projectDisplay.settings.waterValue);
  });

  /** `null` where the window is none of them. */
  readonly preset: PresetId | null = $derived(this.window === null ? null : presetOf(this.window, this.presets));

  choosePreset(id: PresetId): void {
    const window = this.presets.get(id);
    if (window !== undefined) this.move(id === 'full' ? null : window);
  }

  /** The window of this image and the settings as they were at first. */
  reset(): void {
    if (!this.isDefault) this.move(null);
    projectDisplay.reset();
  }

  /** A drag on the canvas begins: with it a gesture of its own. False where there is nothing to change. */
  beginDrag(): boolean {
    this.store();
    this.#dragStart = this.window;
    return this.#dragStart !== null;
  }

  /** CSS pixels from where the drag began. */
  drag(dx: number, dy: number): void {
    if (this.#dragStart !== null) this.#moving = draggedWindow(this.#dragStart, dx, dy, this.range);
  }

  endDrag(): void {
    this.store();
  }

  /** Back to where the drag began. */
  abandonDrag(): void {
    this.#dragStart = null;
    this.#moving = undefined;
  }

  /** `null`: the default window. */
  move(window: DisplayWindow | null): void {
    this.#moving = window;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.store(), restMs);
  }

  automatic(): void {
    this.choosePreset('automatic');
  }

  /** Called when the slider rests, and before another image comes. */
  store(): void {
    this.#dragStart = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const displayWindow = this.#moving;
    this.#moving = undefined;
    const document = openImage.document;
    if (displayWindow === undefined || document === null) return;
    const { image } = document;
    const isStored = isSameWindow(displayWindow, image.displayWindow);
    const isStillUsual =
      image.displayWindow === null && isSameWindow(displayWindow, defaultWindow(image.bitDepth, image.valueRange));
    if (isStored || isStillUsual) return;
    void openImage.commit(messages.label.gestures.setDisplayWindow, setDisplayWindow(document, { displayWindow }));
  }
}

export const display = new Display();
