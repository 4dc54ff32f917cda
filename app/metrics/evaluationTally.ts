import type { ImageSize } from '../geometry/imageSize.ts';
import { forEachOverlap, type Layers, spansOfOwners, stackLayers } from '../geometry/layers.ts';
import { boxesMeet } from '../geometry/maskOperations.ts';
import { commonArea } from '../geometry/spans.ts';
import { boundaryF1, boundaryTolerance } from './boundaryF1.ts';
import { boxIou } from './boxOverlap.ts';
import { type MatchedImage, matchImage, rankByScore } from './cocoMatching.ts';
import { type ConfusionMatrix, emptyConfusion } from './confusion.ts';
import { errorKinds, findErrors, type ImageFindings, type OverlappingPair } from './imageFindings.ts';
import { boundaryPixels, boundaryWidth, type OutlinedPixels, pixelIou } from './maskOverlap.ts';
import { addPanopticImage, emptyPanopticTally, type PanopticTally } from './panopticQuality.ts';

/** What an evaluation counts, image by image; scores are derived from it at the end (evaluationDetails.ts). */

/** An object with what comparing it needs; class 0 is the first label. */
export interface MeasuredObject extends OutlinedPixels {
  readonly classIndex: number;
}

export interface MeasuredTruth extends MeasuredObject {
  readonly isCrowd: boolean;
}

export interface MeasuredPrediction extends MeasuredObject {
  readonly score: number;
}

/** Grows by one image at a time; masks are not kept. */
export interface EvaluationTally {
  readonly labelIds: readonly string[];
  /** With the background as class 0. */
  readonly pixels: ConfusionMatrix;
  readonly objects: ConfusionMatrix;
  readonly masks: readonly MatchedImage[][];
  readonly boxes: readonly MatchedImage[][];
  readonly boundaries: readonly MatchedImage[][];
  readonly panoptic: PanopticTally;
  readonly boundaryF1: readonly { sum: number; images: number }[];
  readonly boundaryOverlap: readonly { common: number; union: number }[];
  readonly errors: Record<(typeof errorKinds)[number], number>;
  /** Of objects that were found with their label. */
  readonly found: { iouSum: number; objects: number };
}

export function startTally(labelIds: readonly string[]): EvaluationTally {
  const perLabel = (): MatchedImage[][] => labelIds.map(() => []);
  return {
    labelIds,
    pixels: emptyConfusion(labelIds.length + 1),
    objects: emptyConfusion(labelIds.length + 1),
    masks: perLabel(),
    boxes: perLabel(),
    boundaries: perLabel(),
    panoptic: emptyPanopticTally(labelIds.length),
    boundaryF1: labelIds.map(() => ({ sum: 0, images: 0 })),
    boundaryOverlap: labelIds.map(() => ({ common: 0, union: 0 })),
    errors: { missed: 0, wrong: 0, label: 0, outline: 0 },
    found: { iouSum: 0, objects: 0 },
  };
}

/** Adds one image and answers what went wrong on it. */
export function addToTally(
  state: EvaluationTally,
  size: ImageSize,
  truths: readonly MeasuredTruth[],
  predictions: readonly MeasuredPrediction[],
): ImageFindings {
  const pairs = overlappingPairs(truths, predictions);
  const ranked = rankByScore(predictions);
  const { found, confused, findings } = findErrors(
    truths.map(({ classIndex, box, isCrowd }) => ({ classIndex, box: box ?? nowhere, isCrowd })),
    predictions.map(({ classIndex, box, score }) => ({ classIndex, box: box ?? nowhere, score })),
    ranked,
    pairs,
  );
  addObjects(state, truths, predictions, [...found, ...confused]);
  addMatches(state, truths, predictions, pairs);
  addPixels(state, size, truths, predictions);
  state.found.objects += found.length;
  state.found.iouSum += found.reduce((sum, { iou }) => sum + iou, 0);
  for (const kind of errorKinds) state.errors[kind] += findings.counts[kind];
  return findings;
}

const nowhere = { x: 0, y: 0, width: 0, height: 0 };

function overlappingPairs(truths: readonly MeasuredTruth[], predictions: readonly MeasuredPrediction[]) {
  return predictions.flatMap((found, prediction) =>
    truths.flatMap((actual, truth): OverlappingPair[] => {
      if (found.box === null || actual.box === null || !boxesMeet(found.box, actual.box)) return [];
      const iou = pixelIou(found, actual, actual.isCrowd);
      return iou === 0 ? [] : [{ prediction, truth, iou }];
    }),
  );
}

/** Paired objects go to the cell of their labels, all others to the background's row or column. */
function addObjects(
  { objects }: EvaluationTally,
  truths: readonly MeasuredTruth[],
  predictions: readonly MeasuredPrediction[],
  pairs: readonly OverlappingPair[],
): void {
  const add = (actual: number, found: number): void => {
    const cell = actual * objects.classCount + found;
    objects.counts[cell] = (objects.counts[cell] as number) + 1;
  };
  const truthOf = new Map(pairs.map(({ prediction, truth }) => [prediction, truth]));
  const paired = new Set(truthOf.values());
  truths.forEach(({ classIndex, isCrowd }, truth) => {
    if (!isCrowd && !paired.has(truth)) add(classIndex + 1, 0);
  });
  predictions.forEach((found, prediction) => {
    const truth = truths[truthOf.get(prediction) ?? -1];
    const isExcused = truth === undefined && truths.some((crowd) => isInCrowd(found, crowd));
    if (!isExcused) add(truth === undefined ? 0 : truth.classIndex + 1, found.classIndex + 1);
  });
}

function isInCrowd(found: MeasuredPrediction, truth: MeasuredTruth): boolean {
  return truth.isCrowd && truth.classIndex === found.classIndex && pixelIou(found, truth, true) >= 0.5;
}

/** COCO matching label by label, by masks, by boxes and by outlines. */
function addMatches(
  state: EvaluationTally,
  truths: readonly MeasuredTruth[],
  predictions: readonly MeasuredPrediction[],
  pairs: readonly OverlappingPair[],
): void {
  const iouOf = new Map(pairs.map(({ prediction, truth, iou }) => [prediction * truths.length + truth, iou]));
  state.labelIds.forEach((_, label) => {
    const wanted = [...truths.keys()].filter((index) => truths[index]?.classIndex === label);
    const candidates = [...predictions.keys()].filter((index) => predictions[index]?.classIndex === label);
    if (wanted.length === 0 && candidates.length === 0) return;
    const scored = candidates.map((index) => predictions[index] as MeasuredPrediction);
    const ranked = rankByScore(scored).map((index) => candidates[index] as number);
    const truthAt = (index: number): MeasuredTruth => truths[wanted[index] as number] as MeasuredTruth;
    const foundAt = (index: number): MeasuredPrediction => predictions[ranked[index] as number] as MeasuredPrediction;
    const maskIou = (found: number, truth: number): number =>
      iouOf.get((ranked[found] as number) * truths.length + (wanted[truth] as number)) ?? 0;
    const areas = {
      truths: wanted.map((_index, truth) => ({ area: truthAt(truth).area, isCrowd: truthAt(truth).isCrowd })),
      found: ranked.map((_index, found) => ({ score: foundAt(found).score, area: foundAt(found).area })),
    };
    state.masks[label]?.push(matchImage(areas.truths, areas.found, maskIou));
    state.boundaries[label]?.push(
      matchImage(areas.truths, areas.found, (found, truth) => {
        const whole = maskIou(found, truth);
        if (whole === 0 || truthAt(truth).isCrowd) return whole;
        return Math.min(whole, pixelIou(foundAt(found).boundary, truthAt(truth).boundary, false));
      }),
    );
    const boxed = ranked.map((_index, found) => {
      const { box, score } = foundAt(found);
      return { score, area: box === null ? 0 : box.width * box.height };
    });
    state.boxes[label]?.push(
      matchImage(areas.truths, boxed, (found, truth) => {
        const [a, b] = [foundAt(found).box ?? nowhere, truthAt(truth).box ?? nowhere];
        const boxes = [a, b].map(({ x, y, width, height }) => [x, y, width, height] as const);
        return boxIou(boxes[0] ?? [0, 0, 0, 0], boxes[1] ?? [0, 0, 0, 0], truthAt(truth).isCrowd);
      }),
    );
  });
}

/**
 * Class maps: the surest prediction and the later true object lie on top. Crowds lie below everything as segments, and
 * above everything where pixels are counted: those in a crowd count for nothing.
 */
function addPixels(
  state: EvaluationTally,
  size: ImageSize,
  truths: readonly MeasuredTruth[],
  predictions: readonly MeasuredPrediction[],
): void {
  const bySureness = predictions.toSorted((a, b) => a.score - b.score);
  const crowdsFirst = truths.toSorted((a, b) => Number(b.isCrowd) - Number(a.isCrowd));
  const truthLayers = layersOf(crowdsFirst);
  const crowds = crowdsFirst.filter(({ isCrowd }) => isCrowd);
  const crowdsLast = [...crowdsFirst.slice(crowds.length), ...crowds];
  const countedLayers = crowds.length === 0 ? truthLayers : layersOf(crowdsLast);
  const predictionLayers = layersOf(bySureness);
  const { counts, classCount } = state.pixels;
  let seen = 0;
  const add = (actual: number, found: number, pixels: number): void => {
    const cell = actual * classCount + found;
    counts[cell] = (counts[cell] as number) + pixels;
  };
  forEachOverlap(countedLayers, predictionLayers, (trueOwner, owner, pixels) => {
    seen += pixels;
    const truth = crowdsLast[trueOwner ?? -1];
    if (truth?.isCrowd === true) return;
    const found = bySureness[owner ?? -1];
    add(truth === undefined ? 0 : truth.classIndex + 1, found === undefined ? 0 : found.classIndex + 1, pixels);
  });
  add(0, 0, size.width * size.height - seen);
  addPanopticImage(
    state.panoptic,
    panopticOf(crowdsFirst, truthLayers),
    panopticOf(bySureness, predictionLayers),
    false,
  );
  const [tolerance, width] = [boundaryTolerance(size), boundaryWidth(size)];
  state.labelIds.forEach((_, label) => {
    const actual = spansOfOwners(truthLayers, (owner) => isOfClass(crowdsFirst[owner], label));
    const found = spansOfOwners(predictionLayers, (owner) => isOfClass(bySureness[owner], label));
    const f1 = boundaryF1(found, actual, tolerance);
    const tally = state.boundaryF1[label];
    const overlap = state.boundaryOverlap[label];
    if (f1 === null || tally === undefined || overlap === undefined) return;
    tally.sum += f1;
    tally.images += 1;
    const [outline, foundOutline] = [boundaryPixels(actual, width), boundaryPixels(found, width)];
    const common = commonArea(outline.spans, foundOutline.spans);
    overlap.common += common;
    overlap.union += outline.area + foundOutline.area - common;
  });
}

function isOfClass(object: MeasuredObject | undefined, label: number): boolean {
  const isCrowd = object !== undefined && 'isCrowd' in object && object.isCrowd === true;
  return object?.classIndex === label && !isCrowd;
}

function layersOf(objects: readonly MeasuredObject[]): Layers {
  return stackLayers(objects.map(({ spans }, owner) => ({ owner, spans })));
}

/** Areas are those that are left to see. */
function panopticOf(objects: readonly MeasuredObject[], layers: Layers) {
  const areas = new Float64Array(objects.length);
  layers.owners.forEach((owner, index) => {
    const pixels = (layers.spans[2 * index + 1] as number) - (layers.spans[2 * index] as number);
    areas[owner] = (areas[owner] as number) + pixels;
  });
  const shown = [...objects.keys()].filter((owner) => (areas[owner] as number) > 0);
  const place = new Map(shown.map((owner, index) => [owner, index]));
  return {
    segments: shown.map((owner) => {
      const object = objects[owner] as MeasuredObject;
      const isCrowd = 'isCrowd' in object && object.isCrowd === true;
      return { classIndex: object.classIndex, area: areas[owner] as number, isCrowd };
    }),
    layers: { spans: layers.spans, owners: layers.owners.map((owner) => place.get(owner) as number) },
  };
}
