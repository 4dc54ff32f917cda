import { expect, test } from 'vitest';
import { angleDegrees, lengthMm, lengthPx, type MeasuredLine, snappedEnd } from './measuredLine.ts';

const line = (x: number, y: number): MeasuredLine => ({ from: { x: 10, y: 20 }, to: { x: 10 + x, y: 20 + y } });
const tall = { xMm: 0.5, yMm: 2 };

test('lengths are those of the screen in pixels, and true ones where pixels have a size of their own each way', () => {
  expect([lengthPx(line(3, -4)), lengthMm(line(3, -4), { xMm: 0.1, yMm: 0.1 })]).toEqual([5, expect.closeTo(0.5, 12)]);
  // 6 pixels of half a millimetre across and 2 of two millimetres down: 3 and 4 millimetres.
  expect(lengthMm(line(6, 2), tall)).toBe(5);
});

test('angles turn against the clock from the right, and are the true ones on pixels that are not square', () => {
  const angles = [line(1, 0), line(1, -1), line(0, -5), line(-2, 0), line(-1, 1), line(0, 3), line(1, 1)];
  expect(angles.map((each) => angleDegrees(each, null))).toEqual([0, 45, 90, 180, 225, 270, 315]);
  expect(angleDegrees(line(4, -1), tall)).toBe(45);
  expect(angleDegrees(line(0, 0), null)).toBe(0);
});

test('a snapped end lies on the nearest eighth of a turn, where the pointer is nearest to it', () => {
  expect(snappedEnd(line(100, 8), null)).toEqual({ x: 110, y: 20 });
  expect(snappedEnd(line(-3, -90), null)).toEqual({ x: 10, y: -70 });
  expect(snappedEnd(line(30, 50), null)).toEqual({ x: 50, y: 60 });
  const snapped = snappedEnd(line(39, -11), tall);
  expect(angleDegrees({ from: { x: 10, y: 20 }, to: snapped }, tall)).toBeCloseTo(45, 1);
});
