import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signedRingArea } from './measure.ts';
import { rotatedRectangleRing, widthAt } from './rotatedRectangle.ts';

const side = { from: { x: 10, y: 10 }, to: { x: 40, y: 50 } };

test('the width is the distance to the side, with a sign for the side on which the point lies', () => {
  expect([widthAt(side, { x: 2, y: 16 }), widthAt(side, { x: 18, y: 4 }), widthAt(side, { x: 70, y: 90 })]).toEqual([
    10, -10, 0,
  ]);
  expect(rotatedRectangleRing(side, 10)).toEqual([10, 10, 40, 50, 32, 56, 2, 16]);
  expect(rotatedRectangleRing(side, -10)).toEqual([10, 10, 40, 50, 48, 44, 18, 4]);
});

test('at any angle its area is length times width', () => {
  const place = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(place, place, fc.double({ min: 1, max: 50, noNaN: true }), (x, y, width) => {
      const to = { x: 200 + x, y };
      const length = Math.hypot(to.x - 50, to.y - 50);
      const area = signedRingArea(rotatedRectangleRing({ from: { x: 50, y: 50 }, to }, width));
      expect(Math.abs(area - length * width)).toBeLessThan(0.02 * (length + width));
    }),
  );
});
