import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseImage, noiseMask } from '../../tests/generators/masks.ts';
import { polygonFromMask } from './contours.ts';
import type { PolygonGeometry } from './geometry.ts';
import { geometryArea } from './measure.ts';
import { maskFromGeometry, maskFromPolygon } from './rasterise.ts';
import { clipGeometry, translateGeometry } from './transform.ts';

const whole = fc.integer({ min: -60, max: 60 });

test('keeps the area and comes back', () => {
  fc.assert(
    fc.property(noiseMask, whole, whole, (mask, dx, dy) => {
      const moved = translateGeometry(mask, dx, dy);
      expect(geometryArea(moved)).toBe(geometryArea(mask));
      expect(translateGeometry(moved, -dx, -dy)).toEqual(mask);
      const polygon = polygonFromMask(mask);
      expect(geometryArea(translateGeometry(polygon, dx, dy))).toBe(geometryArea(polygon));
      expect(translateGeometry(translateGeometry(polygon, dx, dy), -dx, -dy)).toEqual(polygon);
    }),
  );
});

test('cuts a polygon to the same pixels as its mask', () => {
  fc.assert(
    fc.property(noiseMask, whole, whole, (mask, dx, dy) => {
      const moved = translateGeometry(polygonFromMask(mask), dx, dy) as PolygonGeometry;
      const cut = clipGeometry(moved, noiseImage);
      const expected = clipGeometry(translateGeometry(mask, dx, dy), noiseImage);
      expect(cut === null ? null : maskFromGeometry(cut, noiseImage)).toEqual(expected);
      expect(maskFromPolygon(moved, noiseImage)).toEqual(expected);
    }),
  );
});

test('cuts slanted edges where they cross the border', () => {
  const triangle: PolygonGeometry = { kind: 'polygon', parts: [{ outline: [-2, 2, 4, -4, 4, 8], holes: [] }] };
  expect(clipGeometry(triangle, { width: 3, height: 10 })).toEqual({
    kind: 'polygon',
    parts: [{ outline: [0, 0, 3, 0, 3, 7, 0, 4], holes: [] }],
  });
});

test('leaves what lies inside as it is', () => {
  const square: PolygonGeometry = { kind: 'polygon', parts: [{ outline: [0, 0, 4, 0, 4, 4, 0, 4], holes: [] }] };
  expect(clipGeometry(square, { width: 4, height: 4 })).toBe(square);
});
