import { type Bitmap, spansFromBitmap } from './bitmap.ts';
import { spanComponents } from './components.ts';
import type { MaskGeometry, PixelBox } from './geometry.ts';
import {
  columnOf,
  commonArea,
  maskFromSpans,
  spanPosition,
  spansArea,
  spansFromMask,
  subtractSpans,
  uniteSpans,
} from './spans.ts';

/** Set operations on masks, on their runs; and the connected components of a bitmap. */

export function uniteMasks(a: MaskGeometry, b: MaskGeometry): MaskGeometry {
  return maskFromSpans(uniteSpans(spansFromMask(a), spansFromMask(b))) ?? a;
}

/** `a` without the pixels of `b`; `null` where nothing is left. */
export function subtractMask(a: MaskGeometry, b: MaskGeometry): MaskGeometry | null {
  return boxesMeet(a.box, b.box) ? maskFromSpans(subtractSpans(spansFromMask(a), spansFromMask(b))) : a;
}

/** Pixels in both. */
export function intersectionArea(a: MaskGeometry, b: MaskGeometry): number {
  return boxesMeet(a.box, b.box) ? commonArea(spansFromMask(a), spansFromMask(b)) : 0;
}

/** Intersection over union, 0-1. */
export function maskIou(a: MaskGeometry, b: MaskGeometry): number {
  if (!boxesMeet(a.box, b.box)) return 0;
  const spansA = spansFromMask(a);
  const spansB = spansFromMask(b);
  const common = commonArea(spansA, spansB);
  return common / (spansArea(spansA) + spansArea(spansB) - common);
}

/** Tight boxes and counts are unique, so equal pixels have equal texts. */
export function equalMasks(a: MaskGeometry, b: MaskGeometry): boolean {
  return a.counts === b.counts && a.box.x === b.box.x && a.box.y === b.box.y && a.box.height === b.box.height;
}

/** Whether two boxes share a pixel. */
export function boxesMeet(a: PixelBox, b: PixelBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export interface Components {
  /** One number a pixel, as in the bitmap: 0 outside, else the component's number from 1 up. */
  readonly labels: Int32Array;
  readonly count: number;
}

/** Connected components, numbered in the order of their first pixel, column by column. */
export function connectedComponents(bitmap: Bitmap, connectivity: 4 | 8): Components {
  const { box, data } = bitmap;
  const spans = spansFromBitmap(bitmap);
  const { componentOfSpan, count } = spanComponents(spans, connectivity);
  const labels = new Int32Array(data.length);
  componentOfSpan.forEach((component, span) => {
    const start = spans[2 * span] as number;
    const length = (spans[2 * span + 1] as number) - start;
    const column = columnOf(start);
    const first = (start - spanPosition(column, box.y)) * box.width + column - box.x;
    for (let row = 0; row < length; row++) labels[first + row * box.width] = component + 1;
  });
  return { labels, count };
}
