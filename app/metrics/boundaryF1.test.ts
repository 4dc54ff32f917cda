import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spansFromBitmap } from '../geometry/bitmap.ts';
import { boundaryF1, boundaryTolerance } from './boundaryF1.ts';

const box = { x: 0, y: 0, width: 12, height: 10 };
const bitmap = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 120, maxLength: 120 });

/** Boundary pixels by looking at the four neighbours of each. */
function boundaryOf(data: Uint8Array): (readonly [number, number])[] {
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= 12 || y >= 10 ? 0 : (data[y * 12 + x] as number);
  return [...data.keys()].flatMap((pixel) => {
    const [x, y] = [pixel % 12, Math.floor(pixel / 12)];
    const isInner = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) === 4;
    return at(x, y) === 1 && !isInner ? [[x, y] as const] : [];
  });
}

test('agrees with measuring the distance of every pair of boundary pixels', () => {
  fc.assert(
    fc.property(bitmap, bitmap, fc.constantFrom(0.4, 1, 1.5, 2, 3.3), (first, second, tolerance) => {
      const [a, b] = [first, second].map((values) => Uint8Array.from(values, (value) => Math.min(value, 1))) as [
        Uint8Array,
        Uint8Array,
      ];
      const [edgeA, edgeB] = [boundaryOf(a), boundaryOf(b)];
      const near = (from: typeof edgeA, to: typeof edgeA): number => {
        const found = from.filter(([x, y]) => to.some(([toX, toY]) => Math.hypot(x - toX, y - toY) < tolerance));
        return found.length / from.length;
      };
      const [precision, recall] = [near(edgeA, edgeB), near(edgeB, edgeA)];
      const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
      const expected = edgeA.length + edgeB.length === 0 ? null : edgeA.length * edgeB.length === 0 ? 0 : f1;
      expect(boundaryF1(spansFromBitmap({ box, data: a }), spansFromBitmap({ box, data: b }), tolerance)).toBe(
        expected,
      );
    }),
  );
});

test('the tolerance is 0.75 % of the diagonal', () => {
  expect(boundaryTolerance({ width: 800, height: 600 })).toBe(7.5);
});
