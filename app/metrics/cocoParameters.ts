/** What COCO evaluation measures with (pycocotools, cocoeval.py, Params.setDetParams). */

/** Exactly the numbers of `numpy.linspace(.5, .95, 10)`: its ninth is not 0.9. */
export const IOU_THRESHOLDS = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.8999999999999999, 0.95] as const;

export const RECALL_POINTS = 101;
/** Multiplied, not divided, so that the recalls are to the last bit those of `numpy.linspace(0, 1, 101)`. */
export const RECALL_STEP = 0.01;

/** Pixels of an object, both ends included. */
export const areaRanges = {
  all: [0, 1e5 ** 2],
  small: [0, 32 ** 2],
  medium: [32 ** 2, 96 ** 2],
  large: [96 ** 2, 1e5 ** 2],
} as const;
export type AreaRange = keyof typeof areaRanges;
export const areaRangeNames = Object.keys(areaRanges) as readonly AreaRange[];

/** Detections of a class on an image that count, the surest first. */
export const MOST_DETECTIONS = [1, 10, 100] as const;
