import * as v from 'valibot';
import { type ClassCurves, classCurves, recallsWith } from './cocoCurves.ts';
import type { MatchedImage } from './cocoMatching.ts';
import { type AreaRange, areaRangeNames, IOU_THRESHOLDS, MOST_DETECTIONS, RECALL_POINTS } from './cocoParameters.ts';
import { pairwiseMean } from './pairwiseSum.ts';

const score = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

/**
 * COCO's twelve numbers, 0-1, in pycocotools' order; `null`, where pycocotools says -1, without true objects of that
 * size. `ap` is the mean over IoU 0.50 to 0.95; `ar1` is the recall where one detection an image and class counts.
 */
export const cocoNumbers = v.object({
  ap: score,
  ap50: score,
  ap75: score,
  apSmall: score,
  apMedium: score,
  apLarge: score,
  ar1: score,
  ar10: score,
  ar100: score,
  arSmall: score,
  arMedium: score,
  arLarge: score,
});
export type CocoNumbers = v.InferOutput<typeof cocoNumbers>;

export interface ClassScores extends CocoNumbers {
  /** True objects that are no crowds. */
  readonly truths: number;
}

export interface CocoScores {
  readonly numbers: CocoNumbers;
  readonly classes: readonly ClassScores[];
  /** Precision at recalls 0, 0.01, ..., 1, by threshold; mean over classes with true objects, `null` without any. */
  readonly precisionCurves: readonly (readonly number[] | null)[];
}

/**
 * Matched images by class, in the order in which equal scores are to count (pycocotools: by image id). `mostDetections`
 * beyond COCO's 100 is for images with more objects.
 */
export function cocoScores(
  classes: readonly (readonly MatchedImage[])[],
  mostDetections: number = MOST_DETECTIONS[2],
): CocoScores {
  const full = classes.map((images) => classCurves(images, mostDetections));
  const few = ([MOST_DETECTIONS[0], MOST_DETECTIONS[1]] as const).map((most) =>
    classes.map((images) => recallsWith(images, most)),
  ) as [Float64Array[], Float64Array[]];
  const numbersOf = (picked: readonly number[]): CocoNumbers => {
    const all = picked.map((index) => full[index] as ClassCurves);
    const counted = picked.filter((index) => hasTruths(full[index] as ClassCurves, 0));
    const meanOf = (recalls: readonly Float64Array[]): number | null =>
      pairwiseMean(IOU_THRESHOLDS.flatMap((_, level) => counted.map((index) => recalls[index]?.[level] as number)));
    return {
      ap: meanPrecision(all, 'all', IOU_THRESHOLDS),
      ap50: meanPrecision(all, 'all', [0.5]),
      ap75: meanPrecision(all, 'all', [0.75]),
      apSmall: meanPrecision(all, 'small', IOU_THRESHOLDS),
      apMedium: meanPrecision(all, 'medium', IOU_THRESHOLDS),
      apLarge: meanPrecision(all, 'large', IOU_THRESHOLDS),
      ar1: meanOf(few[0]),
      ar10: meanOf(few[1]),
      ar100: meanRecall(all, 'all'),
      arSmall: meanRecall(all, 'small'),
      arMedium: meanRecall(all, 'medium'),
      arLarge: meanRecall(all, 'large'),
    };
  };
  return {
    numbers: numbersOf([...classes.keys()]),
    classes: full.map(({ trueCounts }, index) => ({ truths: trueCounts[0] as number, ...numbersOf([index]) })),
    precisionCurves: IOU_THRESHOLDS.map((_, level) => meanCurve(full, level)),
  };
}

/** The twelve as pycocotools lists them (COCOeval.stats): -1 is none. */
export function statsOf(numbers: CocoNumbers): number[] {
  return Object.values(numbers).map((value) => value ?? -1);
}

function hasTruths(curves: ClassCurves, area: number): boolean {
  return (curves.trueCounts[area] as number) > 0;
}

/** Threshold by threshold, point by point, class by class: the order in which numpy adds. */
function meanPrecision(
  classes: readonly ClassCurves[],
  range: AreaRange,
  thresholds: readonly (typeof IOU_THRESHOLDS)[number][],
): number | null {
  const area = areaRangeNames.indexOf(range);
  const counted = classes.filter((curves) => hasTruths(curves, area));
  const values = new Float64Array(thresholds.length * RECALL_POINTS * counted.length);
  let next = 0;
  for (const threshold of thresholds) {
    const curve = area * IOU_THRESHOLDS.length + IOU_THRESHOLDS.indexOf(threshold);
    for (let point = 0; point < RECALL_POINTS; point++) {
      for (const { precisions } of counted) values[next++] = precisions[curve * RECALL_POINTS + point] as number;
    }
  }
  return pairwiseMean(values);
}

function meanRecall(classes: readonly ClassCurves[], range: AreaRange): number | null {
  const area = areaRangeNames.indexOf(range);
  const counted = classes.filter((curves) => hasTruths(curves, area));
  return pairwiseMean(
    IOU_THRESHOLDS.flatMap((_, level) =>
      counted.map(({ recalls }) => recalls[area * IOU_THRESHOLDS.length + level] as number),
    ),
  );
}

function meanCurve(classes: readonly ClassCurves[], level: number): number[] | null {
  const counted = classes.filter((curves) => hasTruths(curves, 0));
  if (counted.length === 0) return null;
  return Array.from({ length: RECALL_POINTS }, (_, point) => {
    const sum = counted.reduce((total, { precisions }) => {
      return total + (precisions[level * RECALL_POINTS + point] as number);
    }, 0);
    return sum / counted.length;
  });
}
