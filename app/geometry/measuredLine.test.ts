import { expect, test } from 'vitest';
import { angleDegrees, directionDegrees, lengthMm, lengthPx, type MeasuredLine, snappedEnd } from './measuredLine.ts';

const line = (x: number, y: number): MeasuredLine => ({ from: { x: 10, y: 20 }, to: { x: 10 + x, y: 20 + y } });
const tall = { xMm: 0.5, yMm: 2 };

test('lengths are those of the screen in pixels, and true ones where pixels have a size of their own each way', () => {
  expect([lengthPx(line(3, -4)), lengthMm(line(3, -4), { xMm: 0.1, yMm: 0.1 })]).toEqual([5, expect.closeTo(0.5, 12)]);
  // 6 pixels of half a millimetre across and 2 of two millimetres down: 3 and 4 millimetres.
  expect(lengthMm(line(6, 2), tall)).toBe(5);
});

test('the direction turns against the clock from the horizontal, is the same from either end, and true on any pixels', () => {
  const lines = [line(1, 0), line(1, -1), line(0, -5), line(-1, -1), line(-2, 0), line(-1, 1), line(0, 3), line(1, 1)];
  expect(lines.map((each) => directionDegrees(each, null))).toEqual([0, 45, 90, 135, 0, 45, 90, 135]);
  expect(directionDegrees(line(4, -1), tall)).toBe(45);
  expect(directionDegrees(line(-4, 1), tall)).toBe(45);
  expect(directionDegrees(line(0, 0), null)).toBe(0);
});

test('the angle is that between two arms, 0 to 180 degrees whichever was first and whichever way round', () => {
  const arm = { x: 13, y: 20 };
  const ends = [line(2, 0), line(1, -1), line(0, -5), line(-1, -1), line(-2, 0), line(-1, 1), line(0, 3), line(1, 1)];
  expect(ends.map((each) => angleDegrees({ ...each, arm }, null))).toEqual([0, 45, 90, 135, 180, 135, 90, 45]);
  const turned = ends.map(({ from, to }) => angleDegrees({ from, to: arm, arm: to }, null));
  expect(turned).toEqual([0, 45, 90, 135, 180, 135, 90, 45]);
  // 2 mm across and 2 mm down, beside an arm to the left.
  expect(angleDegrees({ ...line(4, 1), arm: { x: 0, y: 20 } }, tall)).toBe(135);
  expect(angleDegrees(line(1, 1), null)).toBeNull();
});

test('a snapped end lies on the nearest eighth of a turn, where the pointer is nearest to it', () => {
  expect(snappedEnd(line(100, 8), null)).toEqual({ x: 110, y: 20 });
  expect(snappedEnd(line(-3, -90), null)).toEqual({ x: 10, y: -70 });
  expect(snappedEnd(line(30, 50), null)).toEqual({ x: 50, y: 60 });
  const snapped = snappedEnd(line(39, -11), tall);
  expect(directionDegrees({ from: { x: 10, y: 20 }, to: snapped }, tall)).toBeCloseTo(45, 1);
});
