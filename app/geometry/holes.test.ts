import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseImage, noiseMask } from '../../tests/generators/masks.ts';
import { tangledPolygon } from '../../tests/generators/polygons.ts';
import { bitmapFromSpans, maskFromBitmap } from './bitmap.ts';
import type { AreaGeometry, MaskGeometry, PolygonGeometry } from './geometry.ts';
import { fillHoles } from './holes.ts';
import { geometryArea } from './measure.ts';
import { spansFromGeometry } from './rasterise.ts';

function pixelsOf(geometry: AreaGeometry): Uint8Array {
  return bitmapFromSpans(spansFromGeometry(geometry, noiseImage), { x: 0, y: 0, ...noiseImage }).data;
}

/** All but the background that a flood from outside of the image reaches over sides. */
function floodedFromOutside(pixels: Uint8Array): Uint8Array {
  const { width, height } = noiseImage;
  const isReached = new Uint8Array(pixels.length);
  const open = [...pixels.keys()].filter((pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    return x === 0 || y === 0 || x === width - 1 || y === height - 1;
  });
  while (open.length > 0) {
    const pixel = open.pop() as number;
    if (pixels[pixel] === 1 || isReached[pixel] === 1) continue;
    isReached[pixel] = 1;
    const x = pixel % width;
    if (x > 0) open.push(pixel - 1);
    if (x < width - 1) open.push(pixel + 1);
    open.push(...[pixel - width, pixel + width].filter((other) => other >= 0 && other < pixels.length));
  }
  return isReached.map((reached) => 1 - reached);
}

test('fills what a flood from outside does not reach, once and for all', () => {
  fc.assert(
    fc.property(noiseMask, (mask) => {
      const filled = fillHoles(mask);
      expect(pixelsOf(filled)).toEqual(floodedFromOutside(pixelsOf(mask)));
      expect(fillHoles(filled)).toBe(filled);
    }),
    { numRuns: 300 },
  );
});

test('polygons: holes go, with the parts in them, and what has none stays the very same', () => {
  const frame = [0, 0, 10, 0, 10, 10, 0, 10];
  const polygon: PolygonGeometry = {
    kind: 'polygon',
    parts: [
      { outline: frame, holes: [[2, 2, 8, 2, 8, 8, 2, 8]] },
      { outline: [4, 4, 6, 4, 6, 6, 4, 6], holes: [] },
    ],
  };
  const filled = fillHoles(polygon) as PolygonGeometry;
  expect(filled.parts.map(({ outline, holes }) => [outline.length, holes.length])).toEqual([[8, 0]]);
  expect(geometryArea(filled)).toBe(100);
  expect(fillHoles(filled)).toBe(filled);
  fc.assert(
    fc.property(tangledPolygon, (tangled) => {
      const once = fillHoles(tangled);
      expect(fillHoles(once)).toBe(once);
    }),
  );
});

test('a gap over a corner alone leads nowhere', () => {
  const box = { x: 3, y: 3, width: 3, height: 3 };
  const ring = maskFromBitmap({ box, data: Uint8Array.from([0, 1, 0, 1, 0, 1, 0, 1, 0]) }) as MaskGeometry;
  expect(geometryArea(fillHoles(ring))).toBe(5);
});
