import * as v from 'valibot';
import type { PixelBox } from '../geometry/geometry.ts';

/**
 * What a model did wrong on one image, error by error, in the kinds of TIDE (Bolya et al., ECCV 2020) with its bounds: an
 * object counts as found from IoU 0.5, and below 0.1 two objects have nothing to do with each other.
 */

const FOUND = 0.5;
const RELATED = 0.1;
/** Below this a found object's outline is worth a look. */
const GOOD_OUTLINE = 0.75;
/** Errors that are kept of one image; all are counted. */
export const MOST_ERRORS = 50;

export const errorKinds = ['missed', 'wrong', 'label', 'outline'] as const;
export type ErrorKind = (typeof errorKinds)[number];

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Classes are indices into the labels of the report. */
export const objectError = v.object({
  /** `wrong`: an object where there is none; `label`: found, taken for another; `outline`: found loosely or too loosely. */
  kind: v.picklist(errorKinds),
  trueClass: v.nullable(count),
  foundClass: v.nullable(count),
  /** Around both objects, in pixels of the image. */
  box: v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() }),
  /** Of the two objects; 0 where there is one. */
  iou: share,
  /** How sure the model was; `null` where it found nothing. */
  score: v.nullable(share),
});
export type ObjectError = v.InferOutput<typeof objectError>;

export const imageFindings = v.object({
  /** Panoptic quality of all labels together: 1 is every object found with its exact outline; `null` without objects. */
  score: v.nullable(share),
  truths: count,
  predictions: count,
  found: count,
  /** All errors by kind; `errors` holds the largest objects' of them. */
  counts: v.object({ missed: count, wrong: count, label: count, outline: count }),
  errors: v.array(objectError),
});
export type ImageFindings = v.InferOutput<typeof imageFindings>;

/** One image of an evaluation. */
export const evaluatedImage = v.object({ imageId: v.string(), ...imageFindings.entries });
export type EvaluatedImage = v.InferOutput<typeof evaluatedImage>;

/** The worst first; images with nothing to find and nothing found come last. */
export function compareByScore(a: ImageFindings, b: ImageFindings): number {
  return (a.score ?? 2) - (b.score ?? 2) || errorCount(b) - errorCount(a);
}

export function errorCount({ counts }: ImageFindings): number {
  return errorKinds.reduce((sum, kind) => sum + counts[kind], 0);
}

export interface ComparedTruth {
  readonly classIndex: number;
  readonly box: PixelBox;
  readonly isCrowd: boolean;
}

export interface ComparedPrediction {
  readonly classIndex: number;
  readonly box: PixelBox;
  readonly score: number;
}

/** A prediction with a true object that it shares pixels with; `iou` as COCO has it, with a crowd over the prediction. */
export interface OverlappingPair {
  readonly prediction: number;
  readonly truth: number;
  readonly iou: number;
}

export interface FoundPairs {
  /** Pairs of one label, by falling score of the prediction. */
  readonly found: readonly OverlappingPair[];
  /** Pairs whose labels differ. */
  readonly confused: readonly OverlappingPair[];
  /** Predictions that lie in a crowd of their label: neither right nor wrong. */
  readonly excused: ReadonlySet<number>;
  readonly findings: ImageFindings;
}

/** `ranked`: predictions by falling score; `pairs` in any order. */
export function findErrors(
  truths: readonly ComparedTruth[],
  predictions: readonly ComparedPrediction[],
  ranked: readonly number[],
  pairs: readonly OverlappingPair[],
): FoundPairs {
  const ofPrediction = Map.groupBy(pairs, ({ prediction }) => prediction);
  const usedTruths = new Set<number>();
  const usedPredictions = new Set<number>();
  const truthAt = (index: number): ComparedTruth => truths[index] as ComparedTruth;
  const predictionAt = (index: number): ComparedPrediction => predictions[index] as ComparedPrediction;
  const isSame = ({ prediction, truth }: OverlappingPair): boolean =>
    predictionAt(prediction).classIndex === truthAt(truth).classIndex;
  /** Gives every open prediction, the surest first, the best open object that `suits`. */
  const take = (lowest: number, suits: (pair: OverlappingPair) => boolean): OverlappingPair[] => {
    const taken: OverlappingPair[] = [];
    for (const prediction of ranked) {
      if (usedPredictions.has(prediction)) continue;
      let best: OverlappingPair | null = null;
      for (const pair of ofPrediction.get(prediction) ?? []) {
        const isOpen = !truthAt(pair.truth).isCrowd && !usedTruths.has(pair.truth);
        if (isOpen && pair.iou >= Math.max(lowest, best?.iou ?? 0) && suits(pair)) best = pair;
      }
      if (best === null) continue;
      usedPredictions.add(prediction);
      usedTruths.add(best.truth);
      taken.push(best);
    }
    return taken;
  };
  const found = take(FOUND, isSame);
  const inCrowd = pairs.filter(({ prediction, truth, iou }) => {
    const isInside = truthAt(truth).isCrowd && iou >= FOUND && isSame({ prediction, truth, iou });
    return isInside && !usedPredictions.has(prediction);
  });
  const excused = new Set(inCrowd.map(({ prediction }) => prediction));
  for (const prediction of excused) usedPredictions.add(prediction);
  const confused = take(FOUND, (pair) => !isSame(pair));
  const loose = take(RELATED, isSame);
  const errors: ObjectError[] = [];
  const addPair = (kind: ErrorKind, { prediction, truth, iou }: OverlappingPair): void => {
    const [actual, predicted] = [truthAt(truth), predictionAt(prediction)];
    const box = boxAround(actual.box, predicted.box);
    errors.push({
      kind,
      trueClass: actual.classIndex,
      foundClass: predicted.classIndex,
      box,
      iou,
      score: predicted.score,
    });
  };
  for (const pair of [...loose, ...found.filter(({ iou }) => iou < GOOD_OUTLINE)]) addPair('outline', pair);
  for (const pair of confused) addPair('label', pair);
  truths.forEach(({ classIndex, box, isCrowd }, truth) => {
    if (isCrowd || usedTruths.has(truth)) return;
    errors.push({ kind: 'missed', trueClass: classIndex, foundClass: null, box, iou: 0, score: null });
  });
  for (const prediction of ranked) {
    if (usedPredictions.has(prediction)) continue;
    const { classIndex, box, score } = predictionAt(prediction);
    errors.push({ kind: 'wrong', trueClass: null, foundClass: classIndex, box, iou: 0, score });
  }
  const real = truths.filter(({ isCrowd }) => !isCrowd).length;
  const counted = predictions.length - excused.size;
  const objects = (real + counted) / 2;
  const iouSum = found.reduce((sum, { iou }) => sum + iou, 0);
  const countOf = (kind: ErrorKind): number => errors.filter((error) => error.kind === kind).length;
  return {
    found,
    confused,
    excused,
    findings: {
      score: objects === 0 ? null : iouSum / objects,
      truths: real,
      predictions: counted,
      found: found.length,
      counts: {
        missed: countOf('missed'),
        wrong: countOf('wrong'),
        label: countOf('label'),
        outline: countOf('outline'),
      },
      errors: errors.sort((a, b) => boxArea(b.box) - boxArea(a.box)).slice(0, MOST_ERRORS),
    },
  };
}

function boxAround(a: PixelBox, b: PixelBox): PixelBox {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}

function boxArea({ width, height }: PixelBox): number {
  return width * height;
}
