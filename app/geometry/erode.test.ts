import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitmapFromSpans, spansFromBitmap } from './bitmap.ts';
import { erodeSpans, perimeterSpans } from './erode.ts';

const box = { x: 0, y: 0, width: 11, height: 9 };
/** Mostly set, so that something is left. */
const bitmap = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 99, maxLength: 99 });

function at(data: Uint8Array, column: number, row: number): boolean {
  return column >= 0 && row >= 0 && column < box.width && row < box.height && data[row * box.width + column] === 1;
}

test('erodes and finds the perimeter as looking at every neighbour does', () => {
  fc.assert(
    fc.property(bitmap, fc.integer({ min: 0, max: 4 }), (values, radius) => {
      const data = Uint8Array.from(values, (value) => Math.min(value, 1));
      const spans = spansFromBitmap({ box, data });
      const eroded = new Uint8Array(data.length);
      const perimeter = new Uint8Array(data.length);
      data.forEach((value, pixel) => {
        const [column, row] = [pixel % box.width, Math.floor(pixel / box.width)];
        let isKept = true;
        for (let dx = -radius; dx <= radius; dx++) {
          for (let dy = -radius; dy <= radius; dy++) isKept &&= at(data, column + dx, row + dy);
        }
        eroded[pixel] = Number(isKept);
        const besides = [at(data, column - 1, row), at(data, column + 1, row), at(data, column, row - 1)];
        perimeter[pixel] = Number(value === 1 && !(besides.every(Boolean) && at(data, column, row + 1)));
      });
      expect(bitmapFromSpans(erodeSpans(spans, radius), box).data).toEqual(eroded);
      expect(bitmapFromSpans(perimeterSpans(spans), box).data).toEqual(perimeter);
    }),
  );
});
