import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spansFromBitmap } from './bitmap.ts';
import { touchingObjects } from './touching.ts';

const side = 12;

it('finds objects with no more than a pixel between them, as comparing all pixels does', () => {
  const box = fc.record({
    x: fc.integer({ min: 0, max: side - 2 }),
    y: fc.integer({ min: 0, max: side - 2 }),
    width: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(box, { maxLength: 7 }), (boxes) => {
      const bitmaps = boxes.map(({ x, y, width, height }) =>
        Uint8Array.from({ length: side * side }, (_, i) => {
          const [column, row] = [i % side, Math.floor(i / side)];
          return column >= x && column < x + width && row >= y && row < y + height ? 1 : 0;
        }),
      );
      const pixels = bitmaps.map((data) => [...data.keys()].filter((i) => data[i] === 1));
      const isNear = (a: number, b: number): boolean => {
        const [dx, dy] = [Math.abs((a % side) - (b % side)), Math.abs(Math.floor(a / side) - Math.floor(b / side))];
        return (dx === 0 && dy <= 2) || (dy === 0 && dx <= 2);
      };
      const expected = pixels.map((own, index) =>
        pixels.some((others, other) => other !== index && own.some((a) => others.some((b) => isNear(a, b)))),
      );
      const spans = bitmaps.map((data) => spansFromBitmap({ box: { x: 0, y: 0, width: side, height: side }, data }));
      expect(touchingObjects(spans)).toEqual(expected);
    }),
  );
});
