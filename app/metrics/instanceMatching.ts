import type { MaskGeometry } from '../geometry/geometry.ts';
import { intersectSpans, spansArea, spansFromMask, type Spans } from '../geometry/spans.ts';
import { boxesMeet } from '../geometry/maskOperations.ts';

/** Predicted objects against true ones, of one label on one image. */

export interface ScoredMask {
  readonly mask: MaskGeometry;
  /** 0-1. */
  readonly score: number;
}

export interface TrueMask {
  readonly mask: MaskGeometry;
  /** A crowd is neither found nor missed: predictions inside it do not count. */
  readonly isCrowd: boolean;
}

/** One prediction after matching, at one threshold. */
export interface MatchedPrediction {
  readonly score: number;
  readonly outcome: 'true' | 'false' | 'ignored';
}

export interface ImageMatches {
  /** By falling score. */
  readonly predictions: readonly MatchedPrediction[];
  /** True objects that are no crowds. */
  readonly trueCount: number;
}

/** IoU of every prediction with every true mask; with a crowd it is intersection over the prediction's area. */
export type IouTable = readonly (readonly number[])[];

interface Measured {
  readonly mask: MaskGeometry;
  readonly spans: Spans;
  readonly area: number;
}

function measured({ mask }: { readonly mask: MaskGeometry }): Measured {
  const spans = spansFromMask(mask);
  return { mask, spans, area: spansArea(spans) };
}

/** Rows in the order of `predictions`, columns in the order of `truths`. */
export function iouTable(predictions: readonly ScoredMask[], truths: readonly TrueMask[]): IouTable {
  const columns = truths.map((truth) => ({ ...measured(truth), isCrowd: truth.isCrowd }));
  return predictions.map(measured).map((prediction) =>
    columns.map((truth) => {
      if (!boxesMeet(prediction.mask.box, truth.mask.box)) return 0;
      const common = spansArea(intersectSpans(prediction.spans, truth.spans));
      return common / (truth.isCrowd ? prediction.area : prediction.area + truth.area - common);
    }),
  );
}

/**
 * Greedy matching as in pycocotools (COCOeval.evaluateImg): predictions by falling score (stable), each takes the best
 * true object left that reaches `threshold`; a crowd only where no other object does, and any number of times.
 */
export function matchInstances(
  predictions: readonly ScoredMask[],
  truths: readonly TrueMask[],
  ious: IouTable,
  threshold: number,
): ImageMatches {
  const lowest = Math.min(threshold, 1 - 1e-10);
  const taken = new Set<number>();
  const order = [...predictions.keys()].sort(
    (a, b) => (predictions[b] as ScoredMask).score - (predictions[a] as ScoredMask).score,
  );
  const matched = order.map((row): MatchedPrediction => {
    const { score } = predictions[row] as ScoredMask;
    const best = bestTruth(ious[row] ?? [], lowest, (truth) => truths[truth]?.isCrowd === false && !taken.has(truth));
    if (best !== null) {
      taken.add(best);
      return { score, outcome: 'true' };
    }
    const crowd = bestTruth(ious[row] ?? [], lowest, (truth) => truths[truth]?.isCrowd === true);
    return { score, outcome: crowd === null ? 'false' : 'ignored' };
  });
  return { predictions: matched, trueCount: truths.filter(({ isCrowd }) => !isCrowd).length };
}

/** Of equal ones the last, as pycocotools takes them. */
function bestTruth(ious: readonly number[], lowest: number, isOpen: (truth: number) => boolean): number | null {
  let best: number | null = null;
  let bestIou = lowest;
  ious.forEach((iou, truth) => {
    if (iou >= bestIou && isOpen(truth)) {
      best = truth;
      bestIou = iou;
    }
  });
  return best;
}

export interface InstanceCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

export function countMatches(images: readonly ImageMatches[]): InstanceCounts {
  let truePositives = 0;
  let falsePositives = 0;
  let trueCount = 0;
  for (const image of images) {
    trueCount += image.trueCount;
    for (const { outcome } of image.predictions) {
      if (outcome === 'true') truePositives += 1;
      if (outcome === 'false') falsePositives += 1;
    }
  }
  return { truePositives, falsePositives, falseNegatives: trueCount - truePositives };
}

/** Share of predictions that are right; `null` without predictions. */
export function precision({ truePositives, falsePositives }: InstanceCounts): number | null {
  return ratio(truePositives, truePositives + falsePositives);
}

/** Share of true objects that were found; `null` without true objects. */
export function recall({ truePositives, falseNegatives }: InstanceCounts): number | null {
  return ratio(truePositives, truePositives + falseNegatives);
}

/** Harmonic mean of the two, 2 TP / (2 TP + FP + FN); `null` without any object. */
export function f1({ truePositives, falsePositives, falseNegatives }: InstanceCounts): number | null {
  return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}

/** TP / (TP + FP + FN), the "AP" of StarDist, Cellpose and the 2018 Data Science Bowl at one threshold. */
export function matchingAccuracy({ truePositives, falsePositives, falseNegatives }: InstanceCounts): number | null {
  return ratio(truePositives, truePositives + falsePositives + falseNegatives);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

const RECALL_POINTS = 101;
/** Multiplied, not divided, so that the recalls are to the last bit those of numpy.linspace. */
const RECALL_STEP = 0.01;

/**
 * COCO's average precision at one threshold (pycocotools, COCOeval.accumulate): predictions of all images by falling
 * score (stable), precision made monotone from the right and read at recalls 0, 0.01, ..., 1. `null` without true objects.
 */
export function averagePrecision(images: readonly ImageMatches[]): number | null {
  const trueCount = images.reduce((sum, image) => sum + image.trueCount, 0);
  if (trueCount === 0) return null;
  const ranked = images
    .flatMap((image) => image.predictions)
    .filter(({ outcome }) => outcome !== 'ignored')
    .toSorted((a, b) => b.score - a.score);
  let truePositives = 0;
  const recalls: number[] = [];
  const precisions = ranked.map(({ outcome }, index) => {
    if (outcome === 'true') truePositives += 1;
    recalls.push(truePositives / trueCount);
    return truePositives / (index + 1);
  });
  for (let index = precisions.length - 2; index >= 0; index--) {
    precisions[index] = Math.max(precisions[index] as number, precisions[index + 1] as number);
  }
  let sum = 0;
  let reached = 0;
  for (let point = 0; point < RECALL_POINTS; point++) {
    while (reached < recalls.length && (recalls[reached] as number) < point * RECALL_STEP) reached += 1;
    sum += precisions[reached] ?? 0;
  }
  return sum / RECALL_POINTS;
}
