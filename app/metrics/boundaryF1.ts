import type { ImageSize } from '../geometry/imageSize.ts';
import { perimeterSpans } from '../geometry/erode.ts';
import { COLUMN_STRIDE, columnOf, spanPosition, type Spans } from '../geometry/spans.ts';

/**
 * Boundary F1, the BF score of Csurka et al., "What is a good evaluation measure for semantic segmentation?" (BMVC 2013):
 * precision is the share of predicted boundary pixels nearer than a tolerance to a true one, recall the reverse. A boundary
 * pixel is one of the class with one of its four neighbours outside of it; the border of the image is outside.
 */
const TOLERANCE_SHARE = 0.0075;

/** 0.75 % of the image's diagonal, in pixels: the paper's choice. */
export function boundaryTolerance({ width, height }: ImageSize): number {
  return TOLERANCE_SHARE * Math.hypot(width, height);
}

/** 0-1; `null` where the class is in neither, 0 where it is in one alone. `tolerance` in pixels, itself excluded. */
export function boundaryF1(predicted: Spans, actual: Spans, tolerance: number): number | null {
  if (predicted.length === 0 && actual.length === 0) return null;
  if (predicted.length === 0 || actual.length === 0) return 0;
  const [found, wanted] = [perimeterSpans(predicted), perimeterSpans(actual)];
  const reach = reachOf(tolerance);
  const precision = shareNear(found, wanted, reach);
  const recall = shareNear(wanted, found, reach);
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/** Rows up and down that are nearer than the tolerance, by columns to the side. */
function reachOf(tolerance: number): number[] {
  const rows: number[] = [];
  for (let columns = 0; columns === 0 || columns < tolerance; columns++) {
    let reach = 0;
    while (Math.hypot(columns, reach + 1) < tolerance) reach += 1;
    rows.push(reach);
  }
  return rows;
}

function shareNear(pixels: Spans, others: Spans, reach: readonly number[]): number {
  let near = 0;
  let all = 0;
  for (let index = 0; index < pixels.length; index += 2) {
    const start = pixels[index] as number;
    const column = columnOf(start);
    const length = (pixels[index + 1] as number) - start;
    all += length;
    for (let row = start - column * COLUMN_STRIDE, left = length; left > 0; row++, left--) {
      if (isNear(column, row, others, reach)) near += 1;
    }
  }
  return near / all;
}

function isNear(column: number, row: number, others: Spans, reach: readonly number[]): boolean {
  return reach.some((rows, columns) => {
    if (touches(others, spanPosition(column + columns, row - rows), spanPosition(column + columns, row + rows + 1))) {
      return true;
    }
    return (
      columns > 0 &&
      touches(others, spanPosition(column - columns, row - rows), spanPosition(column - columns, row + rows + 1))
    );
  });
}

/** Whether any pixel lies between `from` and `to`, which is excluded. */
function touches(spans: Spans, from: number, to: number): boolean {
  let low = 0;
  let high = spans.length / 2;
  // The first span that ends behind `from`.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[2 * middle + 1] as number) > from) high = middle;
    else low = middle + 1;
  }
  return 2 * low < spans.length && (spans[2 * low] as number) < to;
}
