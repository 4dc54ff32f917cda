import { expect, test } from 'vitest';
import { spansFromPolygon } from '../geometry/rasterise.ts';
import type { Spans } from '../geometry/spans.ts';
import { boundaryIou, boundaryWidth, measurePixels, outlinePixels, pixelIou } from './maskOverlap.ts';

const size = { width: 300, height: 200 };

function rectangle(x: number, y: number, width: number, height: number): Spans {
  const outline = [x, y, x + width, y, x + width, y + height, x, y + height];
  return spansFromPolygon({ kind: 'polygon', parts: [{ outline, holes: [] }] }, size);
}

test('compares with a crowd by the area of the detection', () => {
  const [a, b] = [measurePixels(rectangle(0, 0, 6, 6)), measurePixels(rectangle(2, 2, 6, 6))];
  expect([pixelIou(a, b, false), pixelIou(a, b, true)]).toEqual([16 / 56, 16 / 36]);
  expect(pixelIou(measurePixels([]), b, false)).toBe(0);
});

test('the boundary is 2 % of the diagonal wide, rounded as Python rounds, and at least one pixel', () => {
  const widths = [
    [300, 200],
    [10, 10],
    [60, 45], // 1.5: to the even 2
    [100, 75], // 2.5: to the even 2
    [140, 105], // 3.5: to the even 4
  ].map(([width = 0, height = 0]) => boundaryWidth({ width, height }));
  expect(widths).toEqual([7, 1, 2, 2, 4]);
});

test('boundary IoU of a rectangle with itself moved, by counting pixels', () => {
  const still = outlinePixels(rectangle(50, 50, 180, 100), size);
  // A band of 7 pixels: 180 x 100 less 166 x 86.
  expect(still.boundary.area).toBe(180 * 100 - 166 * 86);
  const moved = outlinePixels(rectangle(53, 50, 180, 100), size);
  // Common: bands above and below over 177 columns, and at each side 4 columns of 86 rows.
  const common = 2 * 7 * 177 + 2 * 4 * 86;
  expect(boundaryIou(still, moved, false)).toBe(common / (2 * still.boundary.area - common));
  expect(boundaryIou(still, moved, true)).toBe(177 / 180);
});

test('the border of the image is a boundary', () => {
  expect(outlinePixels(rectangle(0, 0, 40, 40), size).boundary.area).toBe(40 * 40 - 26 * 26);
});
