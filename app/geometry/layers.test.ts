import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spanPosition } from './spans.ts';
import { forEachOverlap, type OwnedSpans, spansOfOwners, stackLayers } from './layers.ts';

const size = { width: 6, height: 5 };

/** Objects as sets of pixels on a small image, row by row. */
const bitmap = fc.array(fc.boolean(), { minLength: 30, maxLength: 30 });
const bitmaps = fc.array(bitmap, { maxLength: 6 });

function objectsOf(maps: readonly (readonly boolean[])[]): OwnedSpans[] {
  return maps.map((map, owner) => {
    const spans: number[] = [];
    for (let column = 0; column < size.width; column++) {
      for (let row = 0; row < size.height; row++) {
        if (map[row * size.width + column] !== true) continue;
        const start = spanPosition(column, row);
        if (spans.at(-1) === start) spans[spans.length - 1] = start + 1;
        else spans.push(start, start + 1);
      }
    }
    return { owner, spans };
  });
}

/** Who is on top of every pixel. */
function painted(maps: readonly (readonly boolean[])[]): (number | null)[] {
  return Array.from({ length: 30 }, (_, pixel) => {
    const owner = maps.findLastIndex((map) => map[pixel] === true);
    return owner < 0 ? null : owner;
  });
}

test('counts what painting one after the other counts', () => {
  fc.assert(
    fc.property(bitmaps, bitmaps, (mapsA, mapsB) => {
      const [paintedA, paintedB] = [painted(mapsA), painted(mapsB)];
      const expected = new Map<string, number>();
      paintedA.forEach((owner, pixel) => {
        const other = paintedB[pixel] ?? null;
        if (owner === null && other === null) return;
        const key = `${owner} ${other}`;
        expected.set(key, (expected.get(key) ?? 0) + 1);
      });
      const counted = new Map<string, number>();
      const [layersA, layersB] = [stackLayers(objectsOf(mapsA)), stackLayers(objectsOf(mapsB))];
      forEachOverlap(layersA, layersB, (ownerA, ownerB, pixels) => {
        const key = `${ownerA} ${ownerB}`;
        counted.set(key, (counted.get(key) ?? 0) + pixels);
      });
      expect(counted).toEqual(expected);

      const isEven = (owner: number): boolean => owner % 2 === 0;
      const even = objectsOf([paintedA.map((owner) => owner !== null && isEven(owner))]);
      expect(spansOfOwners(layersA, isEven)).toEqual(even[0]?.spans);
    }),
  );
});
