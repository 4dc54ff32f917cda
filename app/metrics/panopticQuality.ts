import { forEachOverlap, type Layers } from '../geometry/layers.ts';

/**
 * Panoptic quality (Kirillov et al., CVPR 2019), as panopticapi computes it: a predicted and a true segment of one class
 * match where their IoU is above 0.5, which at most one pair does. Counts of many images are added before it is derived.
 */

export interface ClassTally {
  iouSum: number;
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
}

export type PanopticTally = readonly ClassTally[];

export function emptyPanopticTally(classCount: number): PanopticTally {
  return Array.from({ length: classCount }, () => {
    return { iouSum: 0, truePositives: 0, falsePositives: 0, falseNegatives: 0 };
  });
}

export interface PanopticSegment {
  /** From 0 up. */
  readonly classIndex: number;
  /** Pixels. */
  readonly area: number;
  /** A crowd is never missed, and what lies mostly in it is not wrong. */
  readonly isCrowd: boolean;
}

/** Segments of one image; owners in `layers` are indices into `segments`. */
export interface PanopticImage {
  readonly segments: readonly PanopticSegment[];
  readonly layers: Layers;
}

/**
 * Adds one image. `unownedIsVoid`: pixels without a true segment are unlabelled, as in panoptic datasets, and take no part
 * in a prediction's union; else they are background.
 */
export function addPanopticImage(
  tally: PanopticTally,
  truth: PanopticImage,
  prediction: PanopticImage,
  unownedIsVoid: boolean,
): void {
  const common = new Map<number, Map<number, number>>();
  const excusedPixels = new Float64Array(prediction.segments.length);
  const voidPixels = new Float64Array(prediction.segments.length);
  const add = (pixels: Float64Array, segment: number, count: number): void => {
    pixels[segment] = (pixels[segment] as number) + count;
  };
  forEachOverlap(truth.layers, prediction.layers, (trueOwner, owner, pixels) => {
    if (owner === null) return;
    if (trueOwner === null) {
      if (unownedIsVoid) add(voidPixels, owner, pixels);
      return;
    }
    const trueSegment = truth.segments[trueOwner] as PanopticSegment;
    if (trueSegment.classIndex !== prediction.segments[owner]?.classIndex) return;
    if (trueSegment.isCrowd) return add(excusedPixels, owner, pixels);
    const row = common.get(trueOwner) ?? new Map<number, number>();
    common.set(trueOwner, row);
    row.set(owner, (row.get(owner) ?? 0) + pixels);
  });

  const found = new Set<number>();
  truth.segments.forEach(({ classIndex, area, isCrowd }, trueOwner) => {
    if (isCrowd) return;
    const counts = tally[classIndex] as ClassTally;
    const match = [...(common.get(trueOwner) ?? [])]
      .map(([owner, pixels]) => {
        const predicted = (prediction.segments[owner] as PanopticSegment).area;
        return { owner, iou: pixels / (predicted + area - pixels - (voidPixels[owner] as number)) };
      })
      .find(({ iou }) => iou > 0.5);
    if (match === undefined) {
      counts.falseNegatives += 1;
      return;
    }
    found.add(match.owner);
    counts.truePositives += 1;
    counts.iouSum += match.iou;
  });
  prediction.segments.forEach(({ classIndex, area }, owner) => {
    if (found.has(owner)) return;
    const excused = (voidPixels[owner] as number) + (excusedPixels[owner] as number);
    if (excused / area <= 0.5) (tally[classIndex] as ClassTally).falsePositives += 1;
  });
}

export interface PanopticScore {
  /** Panoptic quality, segmentation quality (mean IoU of what was found) and recognition quality (F1); 0-1. */
  readonly pq: number;
  readonly sq: number;
  readonly rq: number;
}

/** `null` for a class that is in neither ground truth nor prediction. */
export function panopticScore({
  iouSum,
  truePositives,
  falsePositives,
  falseNegatives,
}: ClassTally): PanopticScore | null {
  const objects = truePositives + 0.5 * falsePositives + 0.5 * falseNegatives;
  if (objects === 0) return null;
  return {
    pq: iouSum / objects,
    sq: truePositives === 0 ? 0 : iouSum / truePositives,
    rq: truePositives / objects,
  };
}

/** Means over the classes that occur, and their number; `null` where none does. */
export function meanPanopticScore(
  scores: readonly (PanopticScore | null)[],
): (PanopticScore & { readonly classes: number }) | null {
  const counted = scores.filter((score) => score !== null);
  if (counted.length === 0) return null;
  const mean = (key: keyof PanopticScore): number => {
    return counted.reduce((sum, score) => sum + score[key], 0) / counted.length;
  };
  return { pq: mean('pq'), sq: mean('sq'), rq: mean('rq'), classes: counted.length };
}
