import { erodeSpans } from '../geometry/erode.ts';
import type { PixelBox } from '../geometry/geometry.ts';
import type { ImageSize } from '../geometry/imageSize.ts';
import { boxesMeet } from '../geometry/maskOperations.ts';
import { commonArea, spansArea, spansBox, type Spans, subtractSpans } from '../geometry/spans.ts';

/** Pixels with what comparing them needs again and again. */
export interface MeasuredPixels {
  readonly spans: Spans;
  /** `null` without pixels. */
  readonly box: PixelBox | null;
  readonly area: number;
}

export function measurePixels(spans: Spans): MeasuredPixels {
  return { spans, box: spansBox(spans), area: spansArea(spans) };
}

/** Intersection over union of pixels, 0-1; with a crowd over the detection's area (pycocotools, maskApi.c, rleIou). */
export function pixelIou(detection: MeasuredPixels, truth: MeasuredPixels, isCrowd: boolean): number {
  if (detection.box === null || truth.box === null || !boxesMeet(detection.box, truth.box)) return 0;
  const common = commonArea(detection.spans, truth.spans);
  return common / (isCrowd ? detection.area : detection.area + truth.area - common);
}

const BOUNDARY_SHARE = 0.02;

/** Width in pixels of the band that boundary IoU compares: 2 % of the image's diagonal, at least 1. */
export function boundaryWidth({ width, height }: ImageSize): number {
  return Math.max(1, roundHalfToEven(BOUNDARY_SHARE * Math.sqrt(height * height + width * width)));
}

/** As Python rounds. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The pixels within `width` of the mask's border; the border of the image is a border too. */
export function boundaryPixels(spans: Spans, width: number): MeasuredPixels {
  return measurePixels(subtractSpans(spans, erodeSpans(spans, width)));
}

export interface OutlinedPixels extends MeasuredPixels {
  readonly boundary: MeasuredPixels;
}

export function outlinePixels(spans: Spans, size: ImageSize): OutlinedPixels {
  return { ...measurePixels(spans), boundary: boundaryPixels(spans, boundaryWidth(size)) };
}

/**
 * What Boundary AP matches by: the smaller one of mask IoU and boundary IoU, with crowds mask IoU alone. Source: Cheng et
 * al., Boundary IoU (CVPR 2021), and its API (coco_instance_api/cocoeval.py).
 */
export function boundaryIou(detection: OutlinedPixels, truth: OutlinedPixels, isCrowd: boolean): number {
  const whole = pixelIou(detection, truth, isCrowd);
  return isCrowd || whole === 0 ? whole : Math.min(whole, pixelIou(detection.boundary, truth.boundary, false));
}
