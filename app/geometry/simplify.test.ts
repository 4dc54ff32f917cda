import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseImage, noiseMask } from '../../tests/generators/masks.ts';
import { tangledPolygon } from '../../tests/generators/polygons.ts';
import { maskFromStroke } from './brush.ts';
import { polygonFromMask } from './contours.ts';
import type { MaskGeometry, PolygonGeometry, Ring } from './geometry.ts';
import { distanceToOutline, geometryArea } from './measure.ts';
import { partsOf, untangled } from './parts.ts';
import { simplifyGeometry, simplifyPolygon } from './simplify.ts';

function counts(polygon: PolygonGeometry | null) {
  const parts = polygon?.parts ?? [];
  return { parts: parts.length, holes: parts.reduce((sum, { holes }) => sum + holes.length, 0) };
}

function ringsOf({ parts }: PolygonGeometry): readonly Ring[] {
  return parts.flatMap(({ outline, holes }) => [outline, ...holes]);
}

test('no part and no hole is lost, and no vertex left out is farther off than the tolerance', () => {
  fc.assert(
    fc.property(
      fc.oneof(noiseMask.map(polygonFromMask), tangledPolygon),
      fc.constantFrom(0.5, 1, 3),
      (polygon, tolerance) => {
        const simpler = simplifyPolygon(polygon, tolerance);
        const plain = untangled(polygon);
        expect(counts(untangled(simpler))).toEqual(counts(plain));
        if (simpler === polygon || plain === null) return;
        for (const ring of ringsOf(plain)) {
          for (let index = 0; index < ring.length; index += 2) {
            const point = { x: ring[index] as number, y: ring[index + 1] as number };
            expect(distanceToOutline(simpler, point)).toBeLessThanOrEqual(tolerance);
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('a circle along pixel borders needs a few vertices only', () => {
  const disc = maskFromStroke([{ x: 20, y: 20 }], 30, noiseImage) as MaskGeometry;
  const outline = polygonFromMask(disc);
  const simpler = simplifyPolygon(outline, 1);
  expect(ringsOf(outline)[0]?.length).toBeGreaterThan(60);
  expect(ringsOf(simpler)[0]?.length).toBeLessThan(45);
  expect(Math.abs(geometryArea(simpler) - geometryArea(disc)) / geometryArea(disc)).toBeLessThan(0.06);
});

test('masks keep their parts, and what cannot be simpler stays the very same', () => {
  fc.assert(
    fc.property(noiseMask, fc.constantFrom(0.5, 1, 2), (mask, tolerance) => {
      const simpler = simplifyGeometry(mask, tolerance, noiseImage);
      expect(simpler.kind).toBe('mask');
      expect(partsOf(simpler).length).toBe(partsOf(mask).length);
    }),
    { numRuns: 100 },
  );
  const block: MaskGeometry = { kind: 'mask', box: { x: 1, y: 1, width: 2, height: 2 }, counts: '04' };
  expect(simplifyGeometry(block, 0.5, noiseImage)).toBe(block);
  const square: PolygonGeometry = { kind: 'polygon', parts: [{ outline: [0, 0, 4, 0, 4, 4, 0, 4], holes: [] }] };
  expect(simplifyGeometry(square, 1, noiseImage)).toBe(square);
});
