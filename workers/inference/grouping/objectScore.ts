import { ignoredClass } from '../../../app/training/ignoredClass.ts';

/** Objects on one image as a map of numbers, (height, width), 0 for the background. */
export interface NumberedObjects {
  readonly objectMap: Uint16Array | Uint32Array;
  /** Class of each object, by its number. */
  readonly classOfObject: ArrayLike<number>;
}

/** Objects that were found; those of class 0 are none. */
export interface ScoredObjects extends NumberedObjects {
  /** How sure each object is, by its number; 0-1. */
  readonly scoreOfObject: ArrayLike<number>;
}

export interface ObjectScore {
  /** TP / (TP + FP + FN), the mean over the IoU thresholds 0.5, 0.55, ..., 0.95; 0-1. */
  readonly mean: number;
  /** The same at an IoU of 0.5. */
  readonly atHalf: number;
}

const thresholds = Array.from({ length: 10 }, (_, i) => 0.5 + 0.05 * i);

interface CountedObject {
  readonly score: number;
  /** Thresholds that its overlap with an object reaches. */
  readonly reached: number;
}

/**
 * Counts found, wrong and missed objects over many images (Caicedo et al., "Nucleus segmentation across imaging
 * experiments: the 2018 Data Science Bowl", 2019). From an IoU of one half on, an object has one partner at most. Objects of
 * `ignoredClass` are neither found nor missed, and predictions that lie in them by more than half count nowhere.
 */
export class ObjectTally {
  readonly #predicted: CountedObject[] = [];
  #true = 0;

  add(predicted: ScoredObjects, truth: NumberedObjects): void {
    const { predictedAreas, trueAreas, common } = overlaps(predicted.objectMap, truth.objectMap);
    const isIgnored = (object: number): boolean => truth.classOfObject[object] === ignoredClass;
    for (const [number, area] of predictedAreas) {
      if (predicted.classOfObject[number] === 0) continue;
      let ignored = 0;
      let reached = 0;
      for (const [object, pixels] of common.get(number) ?? []) {
        if (isIgnored(object)) ignored += pixels;
        else if (predicted.classOfObject[number] === truth.classOfObject[object]) {
          const iou = pixels / (area + (trueAreas.get(object) ?? 0) - pixels);
          // At one half exactly, two could share a partner.
          if (iou > 0.5) reached = thresholds.filter((threshold) => iou > threshold - 1e-9).length;
        }
      }
      if (ignored <= area / 2) this.#predicted.push({ score: predicted.scoreOfObject[number] ?? 0, reached });
    }
    for (const object of trueAreas.keys()) if (!isIgnored(object)) this.#true++;
  }

  /** Objects that were found at an IoU of 0.5 and are at least so sure. */
  found(leastScore: number): number {
    return this.#predicted.filter(({ score, reached }) => score >= leastScore && reached > 0).length;
  }

  /** Of the objects that are at least so sure. `null` where there was no object at all. */
  score(leastScore = 0): ObjectScore | null {
    const sure = this.#predicted.filter(({ score }) => score >= leastScore);
    if (this.#predicted.length + this.#true === 0) return null;
    const shares = thresholds.map((_, i) => {
      const found = sure.filter(({ reached }) => reached > i).length;
      return found / Math.max(1, sure.length + this.#true - found);
    });
    return { mean: shares.reduce((sum, share) => sum + share, 0) / shares.length, atHalf: shares[0] ?? 0 };
  }
}

function overlaps(predicted: NumberedObjects['objectMap'], truth: NumberedObjects['objectMap']) {
  const predictedAreas = new Map<number, number>();
  const trueAreas = new Map<number, number>();
  const common = new Map<number, Map<number, number>>();
  const count = (areas: Map<number, number>, number: number, pixels: number): void => {
    if (number > 0) areas.set(number, (areas.get(number) ?? 0) + pixels);
  };
  // Runs of equal pairs, which are most of an image, are counted at once.
  let start = 0;
  for (let pixel = 1; pixel <= predicted.length; pixel++) {
    if (predicted[pixel] === predicted[start] && truth[pixel] === truth[start] && pixel < predicted.length) continue;
    const [number, object, pixels] = [predicted[start] ?? 0, truth[start] ?? 0, pixel - start];
    start = pixel;
    count(predictedAreas, number, pixels);
    count(trueAreas, object, pixels);
    if (number === 0 || object === 0) continue;
    const byTruth = common.get(number) ?? new Map<number, number>();
    common.set(number, byTruth);
    count(byTruth, object, pixels);
  }
  return { predictedAreas, trueAreas, common };
}
