import { decodeCounts, encodeCounts } from './counts.ts';
import type { MaskGeometry, PixelBox } from './geometry.ts';

/**
 * A set of pixels as sorted, disjoint spans on one line: the pixel in column x and row y lies at position
 * `x * COLUMN_STRIDE + y`. A span never reaches from one column into the next, because the stride is longer than any
 * column, so set operations on masks of different boxes are one merge of two sorted lists.
 * Layout: start0, end0, start1, end1, ... with `end` exclusive; touching spans are joined.
 */
export type Spans = readonly number[];

export const COLUMN_STRIDE = 2 ** 21;
/** Rows from -2^20 up to 2^20 - 1 can be told apart. */
const ROW_LIMIT = 2 ** 20;

export function spanPosition(column: number, row: number): number {
  return column * COLUMN_STRIDE + row;
}

export function columnOf(position: number): number {
  return Math.floor((position + ROW_LIMIT) / COLUMN_STRIDE);
}

/** Pixels that `keep` wants, by whether they lie in `a` and in `b`. `keep(false, false)` must be false. */
export function combineSpans(a: Spans, b: Spans, keep: (inA: boolean, inB: boolean) => boolean): number[] {
  const combined: number[] = [];
  let indexA = 0;
  let indexB = 0;
  let kept = false;
  while (indexA < a.length || indexB < b.length) {
    const nextA = indexA < a.length ? (a[indexA] as number) : Infinity;
    const nextB = indexB < b.length ? (b[indexB] as number) : Infinity;
    const position = Math.min(nextA, nextB);
    if (nextA === position) indexA += 1;
    if (nextB === position) indexB += 1;
    const keeps = keep(indexA % 2 === 1, indexB % 2 === 1);
    if (keeps !== kept) combined.push(position);
    kept = keeps;
  }
  return combined;
}

export function uniteSpans(a: Spans, b: Spans): number[] {
  return combineSpans(a, b, (inA, inB) => inA || inB);
}

export function intersectSpans(a: Spans, b: Spans): number[] {
  const common: number[] = [];
  let indexA = 0;
  let indexB = 0;
  while (indexA < a.length && indexB < b.length) {
    const endA = a[indexA + 1] as number;
    const endB = b[indexB + 1] as number;
    const start = Math.max(a[indexA] as number, b[indexB] as number);
    const end = Math.min(endA, endB);
    if (start < end) common.push(start, end);
    if (endA <= endB) indexA += 2;
    if (endB <= endA) indexB += 2;
  }
  return common;
}

/** Number of pixels in both. */
export function commonArea(a: Spans, b: Spans): number {
  let area = 0;
  let indexA = 0;
  let indexB = 0;
  while (indexA < a.length && indexB < b.length) {
    const endA = a[indexA + 1] as number;
    const endB = b[indexB + 1] as number;
    const start = Math.max(a[indexA] as number, b[indexB] as number);
    const end = Math.min(endA, endB);
    if (start < end) area += end - start;
    if (endA <= endB) indexA += 2;
    if (endB <= endA) indexB += 2;
  }
  return area;
}

/** Moved by whole columns; they may leave the image. */
export function shiftSpans(spans: Spans, columns: number): number[] {
  return spans.map((position) => position + columns * COLUMN_STRIDE);
}

export function subtractSpans(a: Spans, b: Spans): number[] {
  return combineSpans(a, b, (inA, inB) => inA && !inB);
}

/** The union of many sets, halving the list each round so that the work stays in proportion to its logarithm. */
export function uniteAllSpans(sets: readonly Spans[]): Spans {
  if (sets.length < 2) return sets[0] ?? [];
  const middle = sets.length >> 1;
  return uniteSpans(uniteAllSpans(sets.slice(0, middle)), uniteAllSpans(sets.slice(middle)));
}

/** Number of pixels. */
export function spansArea(spans: Spans): number {
  let area = 0;
  for (let index = 0; index < spans.length; index += 2) {
    area += (spans[index + 1] as number) - (spans[index] as number);
  }
  return area;
}

/** Smallest box around all pixels; `null` where there are none. */
export function spansBox(spans: Spans): PixelBox | null {
  if (spans.length === 0) return null;
  const x = columnOf(spans[0] as number);
  const lastColumn = columnOf(spans[spans.length - 2] as number);
  let top = Infinity;
  let bottom = -Infinity;
  for (let index = 0; index < spans.length; index += 2) {
    const start = spans[index] as number;
    const columnStart = columnOf(start) * COLUMN_STRIDE;
    top = Math.min(top, start - columnStart);
    bottom = Math.max(bottom, (spans[index + 1] as number) - columnStart);
  }
  return { x, y: top, width: lastColumn - x + 1, height: bottom - top };
}

/** All pixels of a box. */
export function boxSpans({ x, y, width, height }: PixelBox): Spans {
  const spans: number[] = [];
  for (let column = x; column < x + width; column++) {
    const start = spanPosition(column, y);
    spans.push(start, start + height);
  }
  return spans;
}

/** A box with `pixels` more on every side. */
export function widened({ x, y, width, height }: PixelBox, pixels: number): PixelBox {
  return { x: x - pixels, y: y - pixels, width: width + 2 * pixels, height: height + 2 * pixels };
}

/** The pixels that lie in `box`. */
export function clipSpans(spans: Spans, box: PixelBox): number[] {
  const clipped: number[] = [];
  for (let index = 0; index < spans.length; index += 2) {
    const start = spans[index] as number;
    const column = columnOf(start);
    if (column < box.x || column >= box.x + box.width) continue;
    const from = Math.max(start, spanPosition(column, box.y));
    const to = Math.min(spans[index + 1] as number, spanPosition(column, box.y + box.height));
    if (from < to) clipped.push(from, to);
  }
  return clipped;
}

/** Column-major run lengths inside `box`, background first, as COCO counts them. `box` must hold every span. */
export function countsFromSpans(spans: Spans, box: PixelBox): number[] {
  const counts: number[] = [];
  let covered = 0;
  for (let index = 0; index < spans.length; index += 2) {
    const start = spans[index] as number;
    const length = (spans[index + 1] as number) - start;
    const column = columnOf(start);
    const from = (column - box.x) * box.height + (start - column * COLUMN_STRIDE - box.y);
    if (from === covered && counts.length > 0)
      counts[counts.length - 1] = (counts[counts.length - 1] as number) + length;
    else counts.push(from - covered, length);
    covered = from + length;
  }
  const pixels = box.width * box.height;
  if (covered < pixels || counts.length === 0) counts.push(pixels - covered);
  return counts;
}

/** Reads column-major run lengths inside `box`. Throws a `RangeError` where they do not fill it exactly. */
export function spansFromCounts(counts: readonly number[], box: PixelBox): number[] {
  const spans: number[] = [];
  const { height } = box;
  const pixels = box.width * height;
  let position = 0;
  for (let index = 0; index < counts.length; index++) {
    const end = position + (counts[index] as number);
    if (end > pixels) break;
    while (index % 2 === 1 && position < end) {
      const column = Math.floor(position / height);
      const stop = Math.min(end, (column + 1) * height);
      const start = spanPosition(box.x + column, box.y + position - column * height);
      if (spans[spans.length - 1] === start) spans[spans.length - 1] = start + stop - position;
      else spans.push(start, start + stop - position);
      position = stop;
    }
    position = end;
  }
  const sum = counts.reduce((total, count) => total + count, 0);
  if (sum !== pixels) {
    throw new RangeError(`The run lengths add up to ${sum} pixels, but ${box.width} x ${height} are ${pixels}.`);
  }
  return spans;
}

export function spansFromMask(mask: MaskGeometry): number[] {
  return spansFromCounts(decodeCounts(mask.counts), mask.box);
}

/** The mask of these pixels in its tight box; `null` where there are none. */
export function maskFromSpans(spans: Spans): MaskGeometry | null {
  const box = spansBox(spans);
  return box === null ? null : { kind: 'mask', box, counts: encodeCounts(countsFromSpans(spans, box)) };
}
