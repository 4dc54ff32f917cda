import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseMask } from '../../tests/generators/masks.ts';
import { bitmapFromMask } from './bitmap.ts';
import { polygonFromMask } from './contours.ts';
import type { PolygonGeometry } from './geometry.ts';
import { containsPoint, distanceToOutline, geometryArea, geometryBox, geometryCentre } from './measure.ts';

const ringWithHole: PolygonGeometry = {
  kind: 'polygon',
  parts: [{ outline: [1, 1, 9, 1, 9, 9, 1, 9], holes: [[3, 3, 3, 7, 5, 7, 5, 3]] }],
};

test('takes holes out of area, centre and inside', () => {
  expect({
    area: geometryArea(ringWithHole),
    box: geometryBox(ringWithHole),
    centre: geometryCentre(ringWithHole),
    solid: containsPoint(ringWithHole, { x: 2, y: 5 }),
    hole: containsPoint(ringWithHole, { x: 4, y: 5 }),
    outside: containsPoint(ringWithHole, { x: 9.5, y: 5 }),
    toOutline: distanceToOutline(ringWithHole, { x: 1.5, y: 5 }),
    toHole: distanceToOutline(ringWithHole, { x: 5.5, y: 5 }),
    fromOutside: distanceToOutline(ringWithHole, { x: 12, y: 13 }),
  }).toEqual({
    area: 56,
    box: { x: 1, y: 1, width: 8, height: 8 },
    centre: { x: expect.closeTo((64 * 5 - 8 * 4) / 56, 12) as number, y: expect.closeTo(5, 12) as number },
    solid: true,
    hole: false,
    outside: false,
    toOutline: 0.5,
    toHole: 0.5,
    fromOutside: 5,
  });
});

test('measures a mask as the polygon of its borders', () => {
  fc.assert(
    fc.property(noiseMask, (mask) => {
      const polygon = polygonFromMask(mask);
      expect(geometryArea(mask)).toBe(geometryArea(polygon));
      expect(geometryBox(mask)).toEqual(geometryBox(polygon));
      const [centre, expected] = [geometryCentre(mask), geometryCentre(polygon)];
      expect(centre.x).toBeCloseTo(expected.x, 9);
      expect(centre.y).toBeCloseTo(expected.y, 9);
    }),
  );
});

test('hits exactly the pixels of a mask, and of the polygon of its borders', () => {
  fc.assert(
    fc.property(noiseMask, (mask) => {
      const { box, data } = bitmapFromMask(mask);
      const points = [...data.keys()].map((index) => ({
        x: box.x + (index % box.width) + 0.5,
        y: box.y + Math.floor(index / box.width) + 0.5,
      }));
      const set = [...data].map((value) => value === 1);
      expect(points.map((point) => containsPoint(mask, point))).toEqual(set);
      expect(points.map((point) => containsPoint(polygonFromMask(mask), point))).toEqual(set);
      expect(containsPoint(mask, { x: box.x - 0.5, y: box.y + 0.5 })).toBe(false);
    }),
  );
});

test('rounds the box outwards and finds a centre without area', () => {
  const line: PolygonGeometry = { kind: 'polygon', parts: [{ outline: [0.4, 2, 3.6, 2, 0.4, 2], holes: [] }] };
  expect([geometryBox(line), geometryCentre(line)]).toEqual([
    { x: 0, y: 2, width: 4, height: 0 },
    { x: 2, y: 2 },
  ]);
});
