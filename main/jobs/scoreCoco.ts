import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../app/contract/errors.ts';
import type { CocoResults, ResultRow } from '../../app/formats/coco/cocoResults.ts';
import type { CocoTruth, TruthImage, TruthRow } from '../../app/formats/coco/cocoTruth.ts';
import { type MatchedImage, matchImage, rankByScore } from '../../app/metrics/cocoMatching.ts';
import { MOST_DETECTIONS } from '../../app/metrics/cocoParameters.ts';
import { type CocoScores, cocoScores } from '../../app/metrics/cocoScores.ts';
import {
  boundaryComparison,
  boxComparison,
  type ImageFrame,
  maskComparison,
  MOST_SPANS,
  type OverlapKind,
  type ShapeComparison,
} from './cocoShapes.ts';

export interface ScoredCoco {
  readonly images: number;
  /** True objects that are no crowds. */
  readonly truths: number;
  /** Detections of categories that the ground truth lists. */
  readonly detections: number;
  readonly scores: CocoScores;
  readonly notes: readonly string[];
}

/**
 * Scores detections as pycocotools does, one image at a time. Throws `FILE_UNSUPPORTED` with the first row that cannot
 * be scored. Where a row has a mask and a box, pycocotools sizes the mask by its box; here a mask has its own area.
 */
export function scoreCoco(truth: CocoTruth, results: CocoResults, kind: OverlapKind): Promise<ScoredCoco> {
  switch (kind) {
    case 'bbox':
      return scoreWith(truth, results, boxComparison);
    case 'segm':
      return scoreWith(truth, results, maskComparison);
    case 'boundary':
      return scoreWith(truth, results, boundaryComparison);
  }
}

async function scoreWith<S>(
  truth: CocoTruth,
  results: CocoResults,
  comparison: ShapeComparison<S>,
): Promise<ScoredCoco> {
  refuseUnknownImages(truth, results);
  const indexOfCategory = new Map(truth.categories.map(({ id }, index) => [id, index]));
  const matches = truth.categories.map(() => [] as MatchedImage[]);
  let detections = 0;
  for (const image of truth.images) {
    const rows = results.rowsOfImage.get(image.id) ?? [];
    const found = Map.groupBy(rows, ({ categoryId }) => indexOfCategory.get(categoryId) ?? -1);
    const truths = Map.groupBy(image.rows, ({ category }) => category);
    const frame: ImageFrame = { ...image, budget: { spans: MOST_SPANS } };
    matches.forEach((matched, category) => {
      const ofCategory = found.get(category) ?? [];
      const trueRows = truths.get(category) ?? [];
      if (ofCategory.length === 0 && trueRows.length === 0) return;
      detections += ofCategory.length;
      matched.push(matchRows(trueRows, ofCategory, frame, comparison));
    });
    await setImmediate();
  }
  const scores = cocoScores(matches);
  const strangers = results.count - detections;
  return {
    images: truth.images.length,
    truths: scores.classes.reduce((sum, { truths }) => sum + truths, 0),
    detections,
    scores,
    notes:
      strangers === 0
        ? truth.notes
        : [...truth.notes, `Results of categories that the ground truth does not list were left out: ${strangers}.`],
  };
}

function matchRows<S>(
  truths: readonly TruthRow[],
  rows: readonly ResultRow[],
  frame: ImageFrame,
  comparison: ShapeComparison<S>,
): MatchedImage {
  const ranked = rankByScore(rows, MOST_DETECTIONS[2]).map((index) => rows[index] as ResultRow);
  const detected = ranked.map((row) => comparison.read(row, frame));
  const objects = truths.map((row) => comparison.read(row, frame));
  return matchImage(
    truths.map(({ area, isCrowd, hasIdZero }, index) => ({
      area: area ?? comparison.areaOf(objects[index] as S),
      isCrowd,
      countsAsUnmatched: hasIdZero,
    })),
    ranked.map(({ score }, index) => ({ score, area: comparison.areaOf(detected[index] as S) })),
    (detection, object) =>
      comparison.iou(detected[detection] as S, objects[object] as S, truths[object]?.isCrowd === true),
  );
}

function refuseUnknownImages(truth: CocoTruth, results: CocoResults): void {
  const known = new Set(truth.images.map(({ id }: TruthImage) => id));
  for (const [id, [row]] of results.rowsOfImage) {
    if (!known.has(id)) {
      throw new AppError(
        'FILE_UNSUPPORTED',
        `${row?.item ?? 'A result'} is for image ${id}, which the ground truth does not list.`,
      );
    }
  }
}
