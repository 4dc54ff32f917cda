import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitmapFromMask, maskFromBitmap } from './bitmap.ts';
import { imageCounts } from './cocoRle.ts';
import { encodeCounts } from './counts.ts';
import type { PolygonGeometry, Ring } from './geometry.ts';
import type { ImageSize } from './imageSize.ts';
import { geometryArea } from './measure.ts';
import { maskFromGeometry, maskFromPolygon } from './rasterise.ts';

function polygon(...outlines: readonly Ring[]): PolygonGeometry {
  return { kind: 'polygon', parts: outlines.map((outline) => ({ outline, holes: [] })) };
}

/** The string for the whole image, also of an empty mask. */
function wholeImage(geometry: PolygonGeometry, size: ImageSize): string {
  const mask = maskFromPolygon(geometry, size);
  return encodeCounts(mask === null ? [size.width * size.height] : imageCounts(mask, size));
}

// Strings made with pycocotools 2.0 on an image of 12 x 10 pixels.
test.each<[string, Ring[], string]>([
  ['a square on the lattice', [[2, 2, 8, 2, 8, 8, 2, 8]], 'f064000000000V1'],
  ['the same the other way round', [[2, 2, 2, 8, 8, 8, 8, 2]], 'f064000000000V1'],
  ['a square half a pixel on', [[2.5, 2.5, 8.5, 2.5, 8.5, 8.5, 2.5, 8.5]], 'Q164000000000k0'],
  ['a square a quarter on', [[2.25, 2.25, 8.25, 2.25, 8.25, 8.25, 2.25, 8.25]], 'f064000000000V1'],
  ['the full image', [[0, 0, 12, 0, 12, 10, 0, 10]], '0h3'],
  ['a square over two borders', [[6, 5, 30, 5, 30, 30, 6, 30]], 'Q255000000000'],
  ['negative coordinates', [[-5, -5, 4, -5, 4, 4, -5, 4]], '04600000`2'],
  ['a bow-tie', [[1, 1, 9, 8, 9, 1, 1, 8]], ';65O1N2N10O2N2N1m0'],
  ['a line', [[3, 1, 3, 9, 3, 1]], 'h3'],
  ['a sliver', [[3.1, 3.1, 3.3, 3.1, 3.3, 3.3, 3.1, 3.3]], 'h3'],
  ['a repeated last vertex', [[2, 2, 8, 2, 8, 8, 2, 8, 2, 2]], 'f064000000000V1'],
  [
    'nested parts, united',
    [
      [1, 1, 9, 1, 9, 9, 1, 9],
      [3, 3, 7, 3, 7, 7, 3, 7],
    ],
    ';820000000000000m0',
  ],
  ['a key-hole', [[1, 1, 9, 1, 9, 9, 1, 9, 1, 1, 3, 3, 3, 7, 7, 7, 7, 3, 3, 3]], ';8200J20N020N020N020N600m0'],
  ['a diamond', [[6, 0.5, 10.5, 5, 6, 9.5, 1.5, 5]], 'h0272N2N2O01N2N2Na0'],
])('fills %s as pycocotools does', (_, outlines, counts) => {
  expect(wholeImage(polygon(...outlines), { width: 12, height: 10 })).toBe(counts);
});

/** The published procedure step by step, on a grid of pixels: dense boundary points first, toggled columns then. */
function walkedPixels(ring: Ring, { width, height }: ImageSize): Uint8Array {
  const corners = Array.from({ length: ring.length / 2 + 1 }, (_, k) => {
    const at = (2 * k) % ring.length;
    return [Math.trunc(5 * (ring[at] as number) + 0.5), Math.trunc(5 * (ring[at + 1] as number) + 0.5)] as const;
  });
  const walk: (readonly [number, number])[] = [];
  for (let k = 0; k + 1 < corners.length; k++) {
    const [a, b] = [corners[k], corners[k + 1]] as [readonly [number, number], readonly [number, number]];
    const major = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]) ? 0 : 1;
    const backwards = a[major] > b[major];
    const [low, high] = backwards ? [b, a] : [a, b];
    const steps = high[major] - low[major];
    const slope = (high[1 - major] as number) - (low[1 - major] as number);
    const points = Array.from({ length: steps + 1 }, (_, step) => {
      const minor =
        steps === 0 ? low[1 - major] : Math.trunc((low[1 - major] as number) + (slope / steps) * step + 0.5);
      return (major === 0 ? [low[0] + step, minor] : [minor, low[1] + step]) as [number, number];
    });
    walk.push(...(backwards ? points.reverse() : points));
  }
  const pixels = new Uint8Array(width * height);
  for (let k = 1; k < walk.length; k++) {
    const [u, v] = walk[k] as readonly [number, number];
    const [lastU, lastV] = walk[k - 1] as readonly [number, number];
    const column = (Math.min(u, lastU) + 0.5) / 5 - 0.5;
    if (u === lastU || !Number.isInteger(column) || column < 0 || column > width - 1) continue;
    const row = Math.ceil(Math.min(Math.max((Math.min(v, lastV) + 0.5) / 5 - 0.5, 0), height));
    for (let y = row; y < height; y++) pixels[y * width + column] = 1 - (pixels[y * width + column] as number);
  }
  return pixels;
}

test('fills any ring as the step-by-step procedure does', () => {
  const size = { width: 17, height: 13 };
  const coordinate = fc.oneof(
    fc.integer({ min: -6, max: 24 }),
    fc.double({ min: -6, max: 24, noNaN: true }),
    fc.integer({ min: -60, max: 240 }).map((tenths) => tenths / 10),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 12 }), (vertices) => {
      const ring = vertices.flat();
      const expected = maskFromBitmap({ box: { x: 0, y: 0, ...size }, data: walkedPixels(ring, size) });
      expect(maskFromPolygon(polygon(ring), size)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test('leaves holes open and fills a part inside a hole', () => {
  const geometry: PolygonGeometry = {
    kind: 'polygon',
    parts: [
      { outline: [0, 0, 9, 0, 9, 9, 0, 9], holes: [[2, 2, 7, 2, 7, 7, 2, 7]] },
      { outline: [4, 4, 5, 4, 5, 5, 4, 5], holes: [] },
    ],
  };
  const mask = maskFromPolygon(geometry, { width: 9, height: 9 });
  expect(mask === null ? 0 : geometryArea(mask)).toBe(81 - 25 + 1);
  expect(mask === null ? [] : [...bitmapFromMask(mask).data.subarray(36, 45)]).toEqual([1, 1, 0, 0, 1, 0, 0, 1, 1]);
});

test('work does not grow with coordinates far outside', () => {
  const far = 1e8;
  const mask = maskFromPolygon(polygon([-far, -far, far, -far, far, far, -far, far]), { width: 6, height: 4 });
  expect(mask?.box).toEqual({ x: 0, y: 0, width: 6, height: 4 });
});

test('cuts a mask at the border of the image', () => {
  const mask = { kind: 'mask', box: { x: -1, y: 2, width: 2, height: 2 }, counts: '04' } as const;
  expect(maskFromGeometry(mask, { width: 5, height: 3 })).toEqual({
    kind: 'mask',
    box: { x: 0, y: 2, width: 1, height: 1 },
    counts: '01',
  });
  expect(maskFromGeometry(mask, { width: 5, height: 2 })).toBeNull();
});

interface ReferencePolygon {
  readonly name: string;
  readonly h: number;
  readonly w: number;
  readonly polygons: readonly Ring[];
  readonly counts: string;
}

const referenceFile = new URL('../../../shared/data/oracle/coco_rle_edge.json', import.meta.url);

describe.skipIf(!existsSync(referenceFile))('polygons filled by pycocotools (reference data needed)', () => {
  const cases: ReferencePolygon[] = existsSync(referenceFile)
    ? (JSON.parse(readFileSync(referenceFile, 'utf8')) as { polygons: ReferencePolygon[] }).polygons
    : [];

  test.each(cases)('$name', ({ polygons, counts, w, h }) => {
    expect(wholeImage(polygon(...polygons), { width: w, height: h })).toBe(counts);
  });
});
