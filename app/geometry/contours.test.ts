import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseImage, noiseMask } from '../../tests/generators/masks.ts';
import { maskFromBitmap } from './bitmap.ts';
import { polygonFromMask } from './contours.ts';
import type { MaskGeometry, Ring } from './geometry.ts';
import { geometryArea } from './measure.ts';
import { maskFromPolygon } from './rasterise.ts';

function maskFromRows(...rows: readonly string[]): MaskGeometry {
  const box = { x: 0, y: 0, width: rows[0]?.length ?? 0, height: rows.length };
  return maskFromBitmap({ box, data: Uint8Array.from(rows.join(''), Number) }) as MaskGeometry;
}

test('gives the same pixels back, for any mask', () => {
  fc.assert(
    fc.property(noiseMask, (mask) => {
      const polygon = polygonFromMask(mask);
      expect(maskFromPolygon(polygon, noiseImage)).toEqual(mask);
      expect(geometryArea(polygon)).toBe(geometryArea(mask));
    }),
    { numRuns: 500 },
  );
});

test('leaves no vertex on a straight line', () => {
  const isCorner = (ring: Ring, index: number) => {
    const at = (offset: number) => ring[(index + offset + ring.length) % ring.length] as number;
    return (at(0) - at(-2)) * (at(3) - at(1)) !== (at(1) - at(-1)) * (at(2) - at(0));
  };
  fc.assert(
    fc.property(noiseMask, (mask) => {
      for (const { outline, holes } of polygonFromMask(mask).parts) {
        for (const ring of [outline, ...holes]) {
          for (let index = 0; index < ring.length; index += 2) expect(isCorner(ring, index)).toBe(true);
        }
      }
    }),
  );
});

test('keeps a hole with its part, and a part inside of it apart', () => {
  expect(polygonFromMask(maskFromRows('11111', '10001', '10101', '10001', '11111'))).toEqual({
    kind: 'polygon',
    parts: [
      { outline: [5, 0, 5, 5, 0, 5, 0, 0], holes: [[4, 4, 4, 1, 1, 1, 1, 4]] },
      { outline: [3, 2, 3, 3, 2, 3, 2, 2], holes: [] },
    ],
  });
});

test('cuts pixels apart that meet at a corner only', () => {
  expect(polygonFromMask(maskFromRows('10', '01'))).toEqual({
    kind: 'polygon',
    parts: [
      { outline: [1, 0, 1, 1, 0, 1, 0, 0], holes: [] },
      { outline: [2, 1, 2, 2, 1, 2, 1, 1], holes: [] },
    ],
  });
});
