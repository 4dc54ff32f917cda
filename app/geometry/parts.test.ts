import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseImage, noiseMask } from '../../tests/generators/masks.ts';
import { tangledPolygon } from '../../tests/generators/polygons.ts';
import { combineGeometries } from './combine.ts';
import { polygonFromMask } from './contours.ts';
import type { PolygonGeometry } from './geometry.ts';
import { geometryArea } from './measure.ts';
import { partsBySize, partsOf, untangled } from './parts.ts';

test('parts of a mask are as many as its outlines, and together they are the mask', () => {
  fc.assert(
    fc.property(noiseMask, (mask) => {
      const parts = partsOf(mask);
      expect(parts.length).toBe(polygonFromMask(mask).parts.length);
      expect(parts.reduce((sum, part) => sum + geometryArea(part), 0)).toBe(geometryArea(mask));
      expect(combineGeometries('unite', parts, noiseImage)).toEqual(mask);
      expect(parts.map((part) => partsOf(part)[0] === part)).toEqual(parts.map(() => true));
    }),
    { numRuns: 200 },
  );
});

test('parts of a polygon have nothing in common, and their areas add up', () => {
  fc.assert(
    fc.property(tangledPolygon, (polygon) => {
      const plain = untangled(polygon);
      const parts = partsBySize(polygon);
      const areas = parts.length === 1 ? [] : parts.map(geometryArea);
      expect(areas).toEqual(areas.toSorted((a, b) => b - a));
      if (areas.length > 0)
        expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(geometryArea(plain ?? polygon));
    }),
  );
});

test('holes stay with their part, one part stays the very same, and a bow-tie is two', () => {
  const hole = [2, 2, 8, 2, 8, 8, 2, 8];
  const two: PolygonGeometry = {
    kind: 'polygon',
    parts: [
      { outline: [20, 0, 22, 0, 22, 2], holes: [] },
      { outline: [0, 0, 10, 0, 10, 10, 0, 10], holes: [hole] },
    ],
  };
  expect(partsBySize(two).map((part) => geometryArea(part))).toEqual([64, 2]);
  const one: PolygonGeometry = { kind: 'polygon', parts: two.parts.slice(1) };
  expect(partsOf(one)).toEqual([one]);
  expect(partsOf(one)[0]).toBe(one);
  const bowTie: PolygonGeometry = { kind: 'polygon', parts: [{ outline: [0, 0, 4, 4, 4, 0, 0, 4], holes: [] }] };
  expect(partsOf(bowTie).map((part) => geometryArea(part))).toEqual([4, 4]);
});
