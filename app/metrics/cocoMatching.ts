import { areaRangeNames, areaRanges, IOU_THRESHOLDS } from './cocoParameters.ts';

/** Detections against true objects of one class on one image, as pycocotools matches them (COCOeval.evaluateImg). */

export interface TrueArea {
  /** Square pixels, as the ground truth says. */
  readonly area: number;
  /** A crowd is neither found nor missed, and many detections may lie in it. */
  readonly isCrowd: boolean;
  /** pycocotools takes an object of id 0 for nothing when a detection matches it. */
  readonly countsAsUnmatched?: boolean;
}

export interface DetectedArea {
  readonly score: number;
  readonly area: number;
}

/** Outcome of a detection at one threshold and area range. */
export const FALSE_POSITIVE = 0;
export const TRUE_POSITIVE = 1;
/** It matched an ignored object, or matched nothing and is outside of the area range. */
export const IGNORED = 2;

export interface MatchedImage {
  /** By falling score. */
  readonly scores: Float64Array;
  /** Outcome of detection d at area range a and threshold t at `(a * 10 + t) * scores.length + d`. */
  readonly outcomes: Uint8Array;
  /** True objects that are not ignored, by area range. */
  readonly trueCounts: readonly number[];
}

/** Indices by falling score, equal ones in their order, cut at `most`. */
export function rankByScore(detections: readonly { readonly score: number }[], most = Infinity): number[] {
  const scoreAt = (index: number): number => (detections[index] as { readonly score: number }).score;
  return [...detections.keys()].sort((a, b) => scoreAt(b) - scoreAt(a)).slice(0, most);
}

interface Candidate {
  readonly truth: number;
  readonly iou: number;
}

/**
 * `detections` come by falling score (see `rankByScore`). `iou(d, t)` is the overlap of a detection with a true object,
 * 0-1: intersection over union, with a crowd intersection over the detection's area.
 */
export function matchImage(
  truths: readonly TrueArea[],
  detections: readonly DetectedArea[],
  iou: (detection: number, truth: number) => number,
): MatchedImage {
  const [lowest] = IOU_THRESHOLDS;
  const candidates = detections.map((_, detection) => {
    const found: Candidate[] = [];
    for (let truth = 0; truth < truths.length; truth++) {
      const overlap = iou(detection, truth);
      if (overlap >= lowest) found.push({ truth, iou: overlap });
    }
    return found;
  });
  const count = detections.length;
  const outcomes = new Uint8Array(areaRangeNames.length * IOU_THRESHOLDS.length * count);
  const taken = new Uint8Array(truths.length);
  const trueCounts = areaRangeNames.map((name, area) => {
    const [smallest, largest] = areaRanges[name];
    const isOutside = (object: { readonly area: number }): boolean => object.area < smallest || object.area > largest;
    const isIgnored = truths.map((truth) => truth.isCrowd || isOutside(truth));
    IOU_THRESHOLDS.forEach((threshold, level) => {
      const offset = (area * IOU_THRESHOLDS.length + level) * count;
      taken.fill(0);
      for (let detection = 0; detection < count; detection++) {
        const open = candidates[detection] as readonly Candidate[];
        const match =
          open.length === 0
            ? null
            : (bestOf(open, threshold, (truth) => isIgnored[truth] === false && taken[truth] === 0) ??
              bestOf(open, threshold, (truth) => {
                return isIgnored[truth] === true && (taken[truth] === 0 || truths[truth]?.isCrowd === true);
              }));
        let outcome = FALSE_POSITIVE;
        if (match !== null) {
          taken[match] = 1;
          outcome = isIgnored[match] === true ? IGNORED : TRUE_POSITIVE;
          if (outcome === TRUE_POSITIVE && truths[match]?.countsAsUnmatched === true) outcome = FALSE_POSITIVE;
        }
        if (outcome === FALSE_POSITIVE && isOutside(detections[detection] as DetectedArea)) outcome = IGNORED;
        outcomes[offset + detection] = outcome;
      }
    });
    return isIgnored.filter((ignored) => !ignored).length;
  });
  return { scores: Float64Array.from(detections, ({ score }) => score), outcomes, trueCounts };
}

/** The open object of the highest overlap that reaches the threshold; of equal ones the last. */
function bestOf(
  candidates: readonly Candidate[],
  threshold: number,
  isOpen: (truth: number) => boolean,
): number | null {
  let best: number | null = null;
  let highest = Math.min(threshold, 1 - 1e-10);
  for (const { truth, iou } of candidates) {
    if (iou < highest || !isOpen(truth)) continue;
    highest = iou;
    best = truth;
  }
  return best;
}
