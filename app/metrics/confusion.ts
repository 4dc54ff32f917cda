/**
 * Pixel confusion of class maps, and what is derived from it. Classes are 0 (background) to classCount - 1. The counts
 * of many images are added before a score is derived, so large and small images weigh by their pixels.
 */
export interface ConfusionMatrix {
  readonly classCount: number;
  /** Pixels with true class t and predicted class p at `t * classCount + p`. */
  readonly counts: Float64Array;
}

export function emptyConfusion(classCount: number): ConfusionMatrix {
  return { classCount, counts: new Float64Array(classCount * classCount) };
}

/** Adds the pixels of one image. Where `ignored` is 1 (crowds), a pixel does not count. Maps have the same length. */
export function addPixels(
  confusion: ConfusionMatrix,
  trueClasses: Uint8Array,
  predictedClasses: Uint8Array,
  ignored: Uint8Array | null = null,
): void {
  const { classCount, counts } = confusion;
  if (trueClasses.length !== predictedClasses.length) {
    throw new RangeError(
      `Class maps of ${trueClasses.length} and ${predictedClasses.length} pixels cannot be compared.`,
    );
  }
  for (let index = 0; index < trueClasses.length; index++) {
    if (ignored !== null && ignored[index] === 1) continue;
    const cell = (trueClasses[index] as number) * classCount + (predictedClasses[index] as number);
    counts[cell] = (counts[cell] as number) + 1;
  }
}

interface ClassCounts {
  readonly both: number;
  readonly predicted: number;
  readonly actual: number;
}

function classCounts({ classCount, counts }: ConfusionMatrix, classIndex: number): ClassCounts {
  let predicted = 0;
  let actual = 0;
  for (let other = 0; other < classCount; other++) {
    predicted += counts[other * classCount + classIndex] as number;
    actual += counts[classIndex * classCount + other] as number;
  }
  return { both: counts[classIndex * classCount + classIndex] as number, predicted, actual };
}

/** Intersection over union (Jaccard 1912), TP / (TP + FP + FN), 0-1; `null` where the class is in neither map. */
export function classIou(confusion: ConfusionMatrix, classIndex: number): number | null {
  const { both, predicted, actual } = classCounts(confusion, classIndex);
  const union = predicted + actual - both;
  return union === 0 ? null : both / union;
}

/** Dice coefficient (Dice 1945), 2 TP / (2 TP + FP + FN), 0-1; `null` where the class is in neither map. */
export function classDice(confusion: ConfusionMatrix, classIndex: number): number | null {
  const { both, predicted, actual } = classCounts(confusion, classIndex);
  return predicted + actual === 0 ? null : (2 * both) / (predicted + actual);
}

/** Share of pixels with the right class, 0-1; `null` without pixels. */
export function pixelAccuracy({ classCount, counts }: ConfusionMatrix): number | null {
  let right = 0;
  for (let index = 0; index < classCount; index++) right += counts[index * classCount + index] as number;
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all === 0 ? null : right / all;
}

/** Mean over what is defined; `null` where nothing is. */
export function meanOfDefined(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
