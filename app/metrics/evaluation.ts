import * as v from 'valibot';
import type { MaskGeometry } from '../geometry/geometry.ts';
import type { ImageSize } from '../geometry/imageSize.ts';
import { clipSpans, spansFromMask } from '../geometry/spans.ts';
import { classDice, classIou, meanOfDefined, pixelAccuracy } from './confusion.ts';
import { detailsResult, evaluationDetails } from './evaluationDetails.ts';
import { addToTally, type EvaluationTally, type MeasuredObject, startTally } from './evaluationTally.ts';
import type { ImageFindings } from './imageFindings.ts';
import {
  averagePrecision,
  countMatches,
  f1,
  type ImageMatches,
  iouTable,
  matchingAccuracy,
  matchInstances,
  precision,
  recall,
} from './instanceMatching.ts';
import { outlinePixels } from './maskOverlap.ts';

/** How well a model's objects agree with the true ones, over a set of images. */

const score = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Scores are 0-1; `null` where there is nothing to compare. Per label by label id, in the order of the model. */
export const evaluationReport = v.object({
  images: count,
  dicePerLabel: v.record(v.string(), score),
  iouPerLabel: v.record(v.string(), score),
  /** Means over labels, without the background. */
  meanDice: score,
  meanIou: score,
  /** Background included. */
  pixelAccuracy: score,
  /** Objects, found where IoU >= 0.5 with a true object of the same label. */
  instances: v.object({
    truths: count,
    predictions: count,
    matched: count,
    precision: score,
    recall: score,
    f1: score,
    /** TP / (TP + FP + FN). */
    accuracy: score,
    /** The same, mean over IoU 0.50, 0.55, ..., 0.95; absent in evaluations of earlier versions. */
    meanAccuracy: v.optional(score, null),
    /** COCO's average precision at IoU 0.5, mean over labels. */
    averagePrecision50: score,
    /** The same, mean over IoU 0.50, 0.55, ..., 0.95. */
    averagePrecision: score,
  }),
  /** `null` in evaluations of earlier versions, which measured none or fewer of these: the page says so. */
  details: v.fallback(v.nullable(evaluationDetails), null),
});
export type EvaluationReport = v.InferOutput<typeof evaluationReport>;

export interface TrueObject {
  /** 1 is the first label. */
  readonly classIndex: number;
  readonly mask: MaskGeometry;
  readonly isCrowd: boolean;
}

export interface PredictedObject {
  readonly classIndex: number;
  readonly mask: MaskGeometry;
  /** 0-1. */
  readonly score: number;
}

/** Grows by one image at a time; masks are not kept. */
export interface Evaluation {
  readonly labelIds: readonly string[];
  readonly tally: EvaluationTally;
  /** By label, then by threshold: one entry an image. */
  readonly matches: readonly (readonly ImageMatches[][])[];
  images: number;
}

const THRESHOLDS = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] as const;

/** `labelIds[k]` names class k + 1. */
export function startEvaluation(labelIds: readonly string[]): Evaluation {
  return {
    labelIds,
    tally: startTally(labelIds),
    matches: labelIds.map(() => THRESHOLDS.map(() => [])),
    images: 0,
  };
}

/**
 * Adds one image and answers what went wrong on it. Objects of classes that the evaluation does not know are left out;
 * pixels of crowds do not count.
 */
export function addImage(
  evaluation: Evaluation,
  size: ImageSize,
  truths: readonly TrueObject[],
  predictions: readonly PredictedObject[],
): ImageFindings {
  evaluation.images += 1;
  const isKnown = ({ classIndex }: { readonly classIndex: number }) =>
    classIndex >= 1 && classIndex <= evaluation.labelIds.length;
  const knownTruths = truths.filter(isKnown);
  const knownPredictions = predictions.filter(isKnown);
  evaluation.matches.forEach((perThreshold, label) => {
    const labelTruths = knownTruths.filter(({ classIndex }) => classIndex === label + 1);
    const labelPredictions = knownPredictions.filter(({ classIndex }) => classIndex === label + 1);
    const ious = iouTable(labelPredictions, labelTruths);
    perThreshold.forEach((images, index) => {
      images.push(matchInstances(labelPredictions, labelTruths, ious, THRESHOLDS[index] as number));
    });
  });
  return addToTally(
    evaluation.tally,
    size,
    knownTruths.map((truth) => ({ ...measured(truth, size), isCrowd: truth.isCrowd })),
    knownPredictions.map((prediction) => ({ ...measured(prediction, size), score: prediction.score })),
  );
}

/** Its pixels inside the image. Labels count from 0 here. */
function measured(
  object: { readonly classIndex: number; readonly mask: MaskGeometry },
  size: ImageSize,
): MeasuredObject {
  const spans = clipSpans(spansFromMask(object.mask), { x: 0, y: 0, ...size });
  return { ...outlinePixels(spans, size), classIndex: object.classIndex - 1 };
}

export function evaluationResult(evaluation: Evaluation): EvaluationReport {
  const { labelIds, tally, matches } = evaluation;
  const confusion = tally.pixels;
  const dices = labelIds.map((_, label) => classDice(confusion, label + 1));
  const ious = labelIds.map((_, label) => classIou(confusion, label + 1));
  const counts = countMatches(matches.flatMap((perThreshold) => perThreshold[0] as ImageMatches[]));
  const accuracies = THRESHOLDS.map((_, index) =>
    matchingAccuracy(countMatches(matches.map((perThreshold) => perThreshold[index] as ImageMatches[]).flat())),
  );
  const precisions = THRESHOLDS.map((_, index) =>
    meanOfDefined(matches.map((perThreshold) => averagePrecision(perThreshold[index] as ImageMatches[]))),
  );
  return {
    images: evaluation.images,
    dicePerLabel: Object.fromEntries(labelIds.map((id, label) => [id, dices[label] ?? null])),
    iouPerLabel: Object.fromEntries(labelIds.map((id, label) => [id, ious[label] ?? null])),
    meanDice: meanOfDefined(dices),
    meanIou: meanOfDefined(ious),
    pixelAccuracy: pixelAccuracy(confusion),
    instances: {
      truths: counts.truePositives + counts.falseNegatives,
      predictions: counts.truePositives + counts.falsePositives,
      matched: counts.truePositives,
      precision: precision(counts),
      recall: recall(counts),
      f1: f1(counts),
      accuracy: matchingAccuracy(counts),
      meanAccuracy: meanOfDefined(accuracies),
      averagePrecision50: precisions[0] ?? null,
      averagePrecision: meanOfDefined(precisions),
    },
    details: detailsResult(tally),
  };
}
