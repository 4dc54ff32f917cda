import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseImage, noiseMask } from '../../tests/generators/masks.ts';
import { starPolygon, tangledPolygon } from '../../tests/generators/polygons.ts';
import { bitmapFromSpans } from './bitmap.ts';
import { combineGeometries } from './combine.ts';
import { cutAway } from './cutAway.ts';
import type { AreaGeometry, PolygonGeometry } from './geometry.ts';
import { containsPoint, distanceToOutline, geometryArea } from './measure.ts';
import { spansFromGeometry } from './rasterise.ts';
import { translateGeometry } from './transform.ts';

function pixelsOf(geometry: AreaGeometry | null): Uint8Array {
  const box = { x: 0, y: 0, ...noiseImage };
  return bitmapFromSpans(geometry === null ? [] : spansFromGeometry(geometry, noiseImage), box).data;
}

const anyShape = fc.oneof(noiseMask, tangledPolygon);

test('a mask loses the pixels of the others, as a bitmap does, and stays a mask', () => {
  fc.assert(
    fc.property(noiseMask, fc.array(anyShape, { maxLength: 3 }), (mask, others) => {
      const left = cutAway(mask, others, noiseImage);
      const bitmaps = others.map(pixelsOf);
      const expected = pixelsOf(mask).map((bit, pixel) =>
        bit === 1 && !bitmaps.some((bitmap) => bitmap[pixel] === 1) ? 1 : 0,
      );
      expect(pixelsOf(left)).toEqual(expected);
      expect(left?.kind ?? 'mask').toBe('mask');
      const isUntouched = expected.every((bit, pixel) => bit === pixelsOf(mask)[pixel]);
      expect(left === mask).toBe(isUntouched);
    }),
  );
});

test('a polygon loses what lies within the others, pixel borders of masks included, and stays a polygon', () => {
  fc.assert(
    fc.property(starPolygon, fc.array(fc.oneof(noiseMask, starPolygon), { maxLength: 3 }), (polygon, others) => {
      const left = cutAway(polygon, others, noiseImage);
      const wrong: string[] = [];
      for (let x = 0.17; x < 34; x += 0.61) {
        for (let y = 0.19; y < 34; y += 0.61) {
          const point = { x, y };
          const expected = containsPoint(polygon, point) && !others.some((other) => containsPoint(other, point));
          const isIn = left !== null && containsPoint(left, point);
          if (isIn !== expected && [polygon, ...others].every((shape) => distanceToOutline(shape, point) > 0.02)) {
            wrong.push(`${x},${y}`);
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(left?.kind ?? 'polygon').toBe('polygon');
    }),
    { numRuns: 60 },
  );
});

test('what a mask leaves of a polygon has no pixel of the mask, however it is rasterised', () => {
  fc.assert(
    fc.property(starPolygon, noiseMask, (polygon, mask) => {
      const left = pixelsOf(cutAway(polygon, [mask], noiseImage));
      const taken = pixelsOf(mask);
      expect(left.filter((bit, pixel) => bit === 1 && taken[pixel] === 1).length).toBe(0);
    }),
    { numRuns: 500 },
  );
});

const square = (x: number, y: number, side: number): PolygonGeometry => ({
  kind: 'polygon',
  parts: [{ outline: [x, y, x + side, y, x + side, y + side, x, y + side], holes: [] }],
});

test('a neighbour beside it leaves the very object, one all over it leaves nothing, one within it a hole', () => {
  const object = square(5, 5, 10);
  expect(cutAway(object, [square(15, 5, 10), square(30, 30, 2)], noiseImage)).toBe(object);
  expect(cutAway(object, [square(4, 4, 12)], noiseImage)).toBeNull();
  const around = cutAway(object, [square(8, 8, 2)], noiseImage) as PolygonGeometry;
  expect([around.parts.map(({ holes }) => holes.length), geometryArea(around)]).toEqual([[1], 96]);
});

test('of a neighbour that reaches far beyond the object only what is near it is looked at, with the same result', () => {
  fc.assert(
    fc.property(starPolygon, fc.array(tangledPolygon, { minLength: 1, maxLength: 2 }), (neighbour, tangles) => {
      const [first, ...more] = tangles.map((tangle) => translateGeometry(tangle, 12, 12)) as PolygonGeometry[];
      if (first === undefined) return;
      const small = { ...first, parts: first.parts.slice(0, 1) };
      const others = [neighbour, ...more];
      const left = cutAway(small, others, noiseImage);
      const whole = combineGeometries('subtract', [small, ...others], noiseImage);
      const areaOf = (geometry: AreaGeometry | null) => (geometry === null ? 0 : geometryArea(geometry));
      const alone = combineGeometries('unite', [small], noiseImage);
      expect(areaOf(left === small ? alone : left)).toBeCloseTo(areaOf(whole), 1);
    }),
    { numRuns: 500 },
  );
});
