import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseImage, noiseMask } from '../../tests/generators/masks.ts';
import { tangledPolygon } from '../../tests/generators/polygons.ts';
import { bitmapFromSpans } from './bitmap.ts';
import { type Combination, combinationIds, combineGeometries } from './combine.ts';
import type { AreaGeometry, PolygonGeometry } from './geometry.ts';
import { containsPoint, distanceToOutline, geometryArea } from './measure.ts';
import { spansFromGeometry } from './rasterise.ts';

const wanted: { readonly [C in Combination]: (inside: readonly boolean[]) => boolean } = {
  unite: (inside) => inside.some(Boolean),
  subtract: ([first, ...others]) => first === true && !others.some(Boolean),
  intersect: (inside) => inside.every(Boolean),
  exclude: (inside) => inside.filter(Boolean).length % 2 === 1,
};

function pixelsOf(geometry: AreaGeometry | null): Uint8Array {
  const box = { x: 0, y: 0, ...noiseImage };
  return bitmapFromSpans(geometry === null ? [] : spansFromGeometry(geometry, noiseImage), box).data;
}

const anyGeometries = fc
  .tuple(noiseMask, fc.array(fc.oneof(noiseMask, tangledPolygon), { minLength: 1, maxLength: 3 }))
  .chain(([mask, others]) => fc.shuffledSubarray([mask, ...others], { minLength: others.length + 1 }));

test.each(combinationIds)('%s: with a mask among them, pixel by pixel', (combination) => {
  fc.assert(
    fc.property(anyGeometries, (geometries) => {
      const combined = combineGeometries(combination, geometries, noiseImage);
      const bitmaps = geometries.map(pixelsOf);
      const expected = Uint8Array.from(pixelsOf(null), (_, pixel) =>
        Number(wanted[combination](bitmaps.map((bitmap) => bitmap[pixel] === 1))),
      );
      expect(combined?.kind ?? 'mask').toBe('mask');
      expect(pixelsOf(combined)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

/** A bitmap three times as fine as the image, but for places at an edge, where rounding may decide. */
function samples(
  polygons: readonly PolygonGeometry[],
  result: PolygonGeometry | null,
  isWanted: (inside: readonly boolean[]) => boolean,
) {
  const wrong: string[] = [];
  for (let x = 0.17; x < 13; x += 0.37) {
    for (let y = 0.19; y < 13; y += 0.37) {
      const point = { x, y };
      const expected = isWanted(polygons.map((polygon) => containsPoint(polygon, point)));
      const isIn = result !== null && containsPoint(result, point);
      if (isIn !== expected && polygons.every((polygon) => distanceToOutline(polygon, point) > 0.02)) {
        wrong.push(`${x},${y}`);
      }
    }
  }
  return wrong;
}

test.each(combinationIds)('%s: polygons of any kind, as a bitmap of their places does', (combination) => {
  fc.assert(
    fc.property(fc.array(tangledPolygon, { minLength: 2, maxLength: 3 }), (polygons) => {
      const result = combineGeometries(combination, polygons, noiseImage) as PolygonGeometry | null;
      expect(samples(polygons, result, wanted[combination])).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('areas add up: what is united is the sum less what is common', () => {
  const area = (geometry: AreaGeometry | null) => (geometry === null ? 0 : geometryArea(geometry));
  fc.assert(
    fc.property(fc.oneof(fc.tuple(tangledPolygon, tangledPolygon), fc.tuple(noiseMask, noiseMask)), ([a, b]) => {
      const of = (combination: Combination, ...geometries: AreaGeometry[]) =>
        area(combineGeometries(combination, geometries, noiseImage));
      // Alone, an outline that crosses itself becomes parts whose areas can be added.
      const [alone, other] = [of('unite', a), of('unite', b)];
      const [united, common] = [of('unite', a, b), of('intersect', a, b)];
      const difference = Math.abs(united - (alone + other - common));
      expect(difference).toBeLessThan(a.kind === 'mask' ? 1e-9 : 1);
      expect(Math.abs(of('exclude', a, b) - (united - common))).toBeLessThan(a.kind === 'mask' ? 1e-9 : 1);
      expect(Math.abs(of('subtract', a, b) - (alone - common))).toBeLessThan(a.kind === 'mask' ? 1e-9 : 1);
    }),
  );
});

const square = (x: number, y: number, side: number): PolygonGeometry => ({
  kind: 'polygon',
  parts: [{ outline: [x, y, x + side, y, x + side, y + side, x, y + side], holes: [] }],
});

test('keeps corners exactly and sets none where an edge goes on straight', () => {
  const [a, b] = [square(0.1, 0.1, 10), square(10.1, 0.1, 10)];
  expect(combineGeometries('unite', [a, b], noiseImage)).toEqual({
    kind: 'polygon',
    parts: [{ outline: expect.any(Array) as number[], holes: [] }],
  });
  const united = combineGeometries('unite', [square(0.1, 0.1, 10), square(5.1, 5.1, 2)], noiseImage) as PolygonGeometry;
  expect(united.parts[0]?.outline.length).toBe(8);
  expect(new Set(united.parts[0]?.outline)).toEqual(new Set([0.1, 10.1]));
});

test('a smaller square cuts a hole, and one in the hole stays a part of its own', () => {
  const ring = combineGeometries('subtract', [square(0, 0, 12), square(2, 2, 8)], noiseImage) as PolygonGeometry;
  expect(ring.parts.map(({ holes }) => holes.length)).toEqual([1]);
  const withIsland = combineGeometries('unite', [ring, square(4, 4, 2)], noiseImage) as PolygonGeometry;
  expect(withIsland.parts.map(({ holes }) => holes.length).sort()).toEqual([0, 1]);
  expect(geometryArea(withIsland)).toBe(144 - 64 + 4);
});

test('squares that touch at a corner stay two parts, and a hole of two such squares is one', () => {
  const touching = combineGeometries('unite', [square(0, 0, 2), square(2, 2, 2)], noiseImage) as PolygonGeometry;
  expect(touching.parts.length).toBe(2);
  const cut = combineGeometries('subtract', [square(0, 0, 12), square(3, 3, 2), square(5, 5, 2)], noiseImage);
  expect((cut as PolygonGeometry).parts.map(({ holes }) => holes.length)).toEqual([1]);
});

test('nothing in common is nothing', () => {
  expect(combineGeometries('intersect', [square(0, 0, 2), square(4, 4, 2)], noiseImage)).toBeNull();
  expect(combineGeometries('subtract', [square(1, 1, 2), square(0, 0, 4)], noiseImage)).toBeNull();
  expect(combineGeometries('exclude', [square(1, 1, 2), square(1, 1, 2)], noiseImage)).toBeNull();
});
