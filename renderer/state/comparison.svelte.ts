import type { AreaGeometry } from '../../app/geometry/geometry.ts';
import { knownBox } from '../../app/geometry/knownBox.ts';
import { spansFromGeometry } from '../../app/geometry/rasterise.ts';
import { buildSpatialIndex, type SpatialIndex } from '../../app/geometry/spatialIndex.ts';
import { type MeasuredPixels, measurePixels } from '../../app/metrics/maskOverlap.ts';
import {
  compareObjects,
  type DifferenceKind,
  type DifferencePart,
  type LabelDifference,
} from '../../app/metrics/objectDifference.ts';
import { areasOf } from '../../app/model/areas.ts';
import type { AnnotationRecord, ImageId, ImageRecord } from '../../app/model/records.ts';
import { differenceColours } from '../canvas/differenceColours.ts';
import { flickerOff, isDown, isOn, pressed, released, switchedOff } from './flickerSwitch.ts';
import { finishInTurns } from './inTurns.ts';
import { objectView } from './objectView.svelte.ts';
import { openImage } from './openImage.svelte.ts';

/** What the canvas draws instead of all objects; `labels` where they have colours of their own. */
export interface ComparedObjects {
  readonly layer: 'truth' | 'suggestions' | 'difference';
  readonly index: SpatialIndex<AnnotationRecord>;
  readonly labels: ReadonlyMap<string, { readonly colour: string }> | null;
}

interface ShownDifference {
  readonly imageId: ImageId;
  readonly objects: ComparedObjects;
  readonly labels: readonly LabelDifference[];
}

const colourText = (rgb: readonly number[]): string => `rgb(${rgb.join(' ')})`;
export const kindColours: { readonly [K in DifferenceKind]: string } = {
  truth: colourText(differenceColours.first),
  suggestions: colourText(differenceColours.second),
  both: colourText(differenceColours.both),
};
const kindLabels = new Map(Object.entries(kindColours).map(([kind, colour]) => [kind, { colour }]));
/** What one side alone has lies above what both have. */
const drawnLast: { readonly [K in DifferenceKind]: number } = { both: 0, truth: 1, suggestions: 2 };

/** Suggestions beside accepted objects on the open image: one after the other, or what differs between them. */
class Comparison {
  mode = $state<'off' | 'flicker' | 'difference'>('off');
  /** What is shown while they take turns. */
  side = $state<'truth' | 'suggestions'>('suggestions');
  /** Nothing moves by itself where the person wants less motion: every press shows the next side. */
  isStill = $state(false);
  #switch = flickerOff;
  #difference = $state.raw<ShownDifference | null>(null);
  /** Shapes never change, and neither does the image under them. */
  #pixels = new WeakMap<AreaGeometry, MeasuredPixels>();

  readonly truths: readonly AnnotationRecord[] = $derived(
    objectView.visible.filter(({ status }) => status !== 'suggested'),
  );
  /** Those at or above the score that the person set. */
  readonly suggestions: readonly AnnotationRecord[] = $derived(
    objectView.visible.filter((record) => record.status === 'suggested' && objectView.isAbove(record)),
  );
  readonly difference: ShownDifference | null = $derived(
    this.#difference?.imageId === openImage.document?.image.id ? this.#difference : null,
  );
  readonly #truthSide: ComparedObjects = $derived(sideOf('truth', this.truths));
  readonly #suggestionSide: ComparedObjects = $derived(sideOf('suggestions', this.suggestions));
  readonly shown: ComparedObjects | null = $derived.by(() => {
    if (this.mode === 'off' || this.suggestions.length === 0) return null;
    if (this.mode === 'difference') return this.difference?.objects ?? null;
    return this.side === 'truth' ? this.#truthSide : this.#suggestionSide;
  });

  toggleDifference(): void {
    const isShown = this.mode === 'difference';
    this.stop();
    if (!isShown) this.mode = 'difference';
  }

  /** The key is down, or the system says so again. Without suggestions there is nothing to show but why. */
  pressFlicker(atMs: number): void {
    const before = this.#switch;
    this.#switch = pressed(before, atMs);
    if (isDown(before)) return;
    this.isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (this.suggestions.length === 0) {
      this.mode = 'difference';
      this.#switch = switchedOff(this.#switch);
    } else if (this.isStill) this.#showNextSide();
    else this.#followSwitch();
  }

  /** For pointers, which have no key to hold. */
  toggleFlicker(atMs: number): void {
    if (this.mode === 'flicker' && !this.isStill) {
      this.stop();
      return;
    }
    this.pressFlicker(atMs);
    this.releaseFlicker(atMs);
  }

  releaseFlicker(atMs: number): void {
    this.#switch = this.isStill ? flickerOff : released(this.#switch, atMs);
    if (this.mode === 'flicker' && !this.isStill) this.#followSwitch();
  }

  /** Whether there was something to stop. */
  stop(): boolean {
    const wasOn = this.mode !== 'off';
    this.mode = 'off';
    this.#difference = null;
    this.#switch = switchedOff(this.#switch);
    return wasOn;
  }

  flip(): void {
    this.side = this.side === 'truth' ? 'suggestions' : 'truth';
  }

  /** Compares what is to be seen now; given up when it changes. */
  async compare(signal: AbortSignal): Promise<void> {
    const image = openImage.document?.image;
    const [truths, suggestions] = [areasOf(this.truths), areasOf(this.suggestions)];
    if (image === undefined || suggestions.length === 0) return;
    const work = compareObjects(truths, suggestions, (geometry) => this.#pixelsOf(geometry, image));
    const found = await finishInTurns(work, signal);
    if (found === null) return;
    const recordOf = ({ kind, of, geometry }: DifferencePart): AnnotationRecord[] => {
      const record = (kind === 'suggestions' ? suggestions : truths)[of];
      if (record === undefined) return [];
      return [{ ...record, id: `${kind} ${record.id}`, labelId: kind, geometry, status: 'accepted' }];
    };
    const parts = found.parts.toSorted((a, b) => drawnLast[a.kind] - drawnLast[b.kind]).flatMap(recordOf);
    const objects = { layer: 'difference', index: indexOf(parts), labels: kindLabels } as const;
    this.#difference = { imageId: image.id, objects, labels: found.labels };
  }

  #followSwitch(): void {
    if (!isOn(this.#switch)) {
      this.mode = 'off';
      return;
    }
    if (this.mode !== 'flicker') this.side = 'suggestions';
    this.mode = 'flicker';
  }

  #showNextSide(): void {
    if (this.mode === 'flicker' && this.side === 'truth') {
      this.mode = 'off';
      return;
    }
    this.side = this.mode === 'flicker' ? 'truth' : 'suggestions';
    this.mode = 'flicker';
  }

  #pixelsOf(geometry: AreaGeometry, image: ImageRecord): MeasuredPixels {
    const known = this.#pixels.get(geometry);
    if (known !== undefined) return known;
    const pixels = measurePixels(spansFromGeometry(geometry, image));
    this.#pixels.set(geometry, pixels);
    return pixels;
  }
}

function indexOf(records: readonly AnnotationRecord[]): SpatialIndex<AnnotationRecord> {
  return buildSpatialIndex(records.map((value) => ({ box: knownBox(value.geometry), value })));
}

function sideOf(layer: 'truth' | 'suggestions', records: readonly AnnotationRecord[]): ComparedObjects {
  return { layer, index: indexOf(records), labels: null };
}

export const comparison = new Comparison();
