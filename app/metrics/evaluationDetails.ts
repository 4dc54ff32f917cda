import * as v from 'valibot';
import { cocoNumbers, cocoScores } from './cocoScores.ts';
import { type ConfusionMatrix, meanOfDefined } from './confusion.ts';
import type { EvaluationTally } from './evaluationTally.ts';
import { meanPanopticScore, panopticScore } from './panopticQuality.ts';

/** Everything that is measured beyond the first numbers of a report. */

const score = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const matrix = v.array(v.array(count));
const curve = v.nullable(v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(1))));

export const evaluationDetails = v.object({
  /** Recall of pixels, mean over labels and background; boundary F1 and boundary IoU, means over labels. */
  meanAccuracy: score,
  meanBoundaryF1: score,
  meanBoundaryIou: score,
  /** By label id, in the order of the model. */
  perLabel: v.array(
    v.object({
      labelId: v.string(),
      /** Of pixels. */
      precision: score,
      recall: score,
      boundaryF1: score,
      boundaryIou: score,
      /** Of objects. */
      truths: count,
      ap: score,
      ap50: score,
      ar100: score,
      pq: score,
      sq: score,
      rq: score,
      /** Precision at recalls 0, 0.01, ..., 1 for IoU 0.5. */
      precisionCurve: curve,
    }),
  ),
  /** COCO's twelve numbers; at most a hundred objects an image and label count. */
  masks: cocoNumbers,
  boxes: cocoNumbers,
  boundaries: cocoNumbers,
  /** Over labels; all are things. */
  panoptic: v.nullable(v.object({ pq: score, sq: score, rq: score })),
  /** Precision at recalls 0, 0.01, ..., 1, mean over labels. */
  precisionCurves: v.object({ iou50: curve, iou75: curve }),
  /** Rows are true, columns found; the background is first. Of pixels, and of objects that share half of their area. */
  pixelConfusion: matrix,
  objectConfusion: matrix,
  /** Mean IoU of the objects that were found with their label. */
  foundIou: score,
  /** Errors of all images by kind. */
  errors: v.object({ missed: count, wrong: count, label: count, outline: count }),
});
export type EvaluationDetails = v.InferOutput<typeof evaluationDetails>;

export function detailsResult(state: EvaluationTally): EvaluationDetails {
  const { labelIds, pixels } = state;
  const masks = cocoScores(state.masks);
  const panoptic = state.panoptic.map(panopticScore);
  const mean = meanPanopticScore(panoptic);
  const perLabel = labelIds.map((labelId, label) => {
    const { truths, ap, ap50, ar100 } = masks.classes[label] as (typeof masks.classes)[number];
    const { sum, images } = state.boundaryF1[label] as { sum: number; images: number };
    const { common, union } = state.boundaryOverlap[label] as { common: number; union: number };
    const quality = panoptic[label] ?? null;
    return {
      labelId,
      precision: pixelShare(pixels, label + 1, 'column'),
      recall: pixelShare(pixels, label + 1, 'row'),
      boundaryF1: images === 0 ? null : sum / images,
      boundaryIou: union === 0 ? null : common / union,
      truths,
      ap,
      ap50,
      ar100,
      pq: quality?.pq ?? null,
      sq: quality?.sq ?? null,
      rq: quality?.rq ?? null,
      precisionCurve: rounded(cocoScores([state.masks[label] ?? []]).precisionCurves[0] ?? null),
    };
  });
  return {
    meanAccuracy: meanOfDefined(
      Array.from({ length: pixels.classCount }, (_, index) => pixelShare(pixels, index, 'row')),
    ),
    meanBoundaryF1: meanOfDefined(perLabel.map(({ boundaryF1: value }) => value)),
    meanBoundaryIou: meanOfDefined(perLabel.map(({ boundaryIou: value }) => value)),
    perLabel,
    masks: masks.numbers,
    boxes: cocoScores(state.boxes).numbers,
    boundaries: cocoScores(state.boundaries).numbers,
    panoptic: mean === null ? null : { pq: mean.pq, sq: mean.sq, rq: mean.rq },
    precisionCurves: {
      iou50: rounded(masks.precisionCurves[0] ?? null),
      iou75: rounded(masks.precisionCurves[5] ?? null),
    },
    pixelConfusion: rowsOf(pixels),
    objectConfusion: rowsOf(state.objects),
    foundIou: state.found.objects === 0 ? null : state.found.iouSum / state.found.objects,
    errors: { ...state.errors },
  };
}

/** The right ones of a row (recall) or a column (precision); `null` where it is empty. */
function pixelShare({ classCount, counts }: ConfusionMatrix, index: number, along: 'row' | 'column'): number | null {
  let all = 0;
  for (let other = 0; other < classCount; other++) {
    all += counts[along === 'row' ? index * classCount + other : other * classCount + index] as number;
  }
  return all === 0 ? null : (counts[index * classCount + index] as number) / all;
}

/** A plot needs no more digits, and reports stay small. */
function rounded(values: readonly number[] | null): number[] | null {
  return values?.map((value) => Math.min(1, Number(value.toFixed(4)))) ?? null;
}

function rowsOf({ classCount, counts }: ConfusionMatrix): number[][] {
  return Array.from({ length: classCount }, (_, row) => [...counts.subarray(row * classCount, (row + 1) * classCount)]);
}
