import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseImage, noiseMask } from '../../tests/generators/masks.ts';
import { tangledPolygon } from '../../tests/generators/polygons.ts';
import { bitmapFromSpans } from './bitmap.ts';
import { polygonFromMask } from './contours.ts';
import { encodeCounts } from './counts.ts';
import type { AreaGeometry, MaskGeometry, PolygonGeometry } from './geometry.ts';
import { containsPoint, distanceToOutline, geometryArea } from './measure.ts';
import { untangled } from './parts.ts';
import { spansFromGeometry } from './rasterise.ts';
import { resizeGeometry, type ResizeId } from './resize.ts';
import { translateGeometry } from './transform.ts';

const image = noiseImage;
const radius = fc.integer({ min: 1, max: 4 });

function pixelsOf(geometry: AreaGeometry | null): Uint8Array {
  const spans = geometry === null ? [] : spansFromGeometry(geometry, image);
  return bitmapFromSpans(spans, { x: 0, y: 0, ...image }).data;
}

/** Whether a pixel with this value lies at most `radiusPx` away, pixel by pixel. */
function near(pixels: Uint8Array, value: number, radiusPx: number, pixel: number): boolean {
  const [x, y] = [pixel % image.width, Math.floor(pixel / image.width)];
  for (let dy = -radiusPx; dy <= radiusPx; dy++) {
    for (let dx = -radiusPx; dx <= radiusPx; dx++) {
      const isInImage = x + dx >= 0 && x + dx < image.width && y + dy >= 0 && y + dy < image.height;
      if (dx * dx + dy * dy > radiusPx * radiusPx || !isInImage) continue;
      if (pixels[(y + dy) * image.width + x + dx] === value) return true;
    }
  }
  return false;
}

const naive: { readonly [R in 'grow' | 'shrink']: (pixels: Uint8Array, radiusPx: number, pixel: number) => boolean } = {
  grow: (pixels, radiusPx, pixel) => near(pixels, 1, radiusPx, pixel),
  shrink: (pixels, radiusPx, pixel) => !near(pixels, 0, radiusPx, pixel),
};

test.each(['grow', 'shrink'] as const)('%s: masks, by the distance of every pixel', (id) => {
  fc.assert(
    fc.property(noiseMask, radius, fc.boolean(), (mask, radiusPx, isFilled) => {
      // Noise alone is all holes: filled to its box there is something to shrink.
      const { box } = mask;
      const block = pixelsBlock(box.width, box.height);
      const geometry: MaskGeometry = isFilled ? { ...mask, counts: block } : mask;
      const before = pixelsOf(geometry);
      const expected = before.map((_, pixel) => Number(naive[id](before, radiusPx, pixel)));
      expect(pixelsOf(resizeGeometry(id, geometry, radiusPx, image))).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

function pixelsBlock(width: number, height: number): string {
  return encodeCounts([0, width * height]);
}

test('smoothing closes what a disc cannot enter and opens what cannot hold one', () => {
  fc.assert(
    fc.property(noiseMask, fc.integer({ min: 1, max: 2 }), (mask, radiusPx) => {
      // Away from the border of the image, which smoothing treats as no edge.
      const box = { ...mask.box, x: 8 + (mask.box.x >> 1), y: 8 + (mask.box.y >> 1) };
      const geometry: MaskGeometry = { ...mask, box };
      let pixels = pixelsOf(geometry);
      for (const id of ['grow', 'shrink', 'shrink', 'grow'] as const) {
        const before = pixels;
        pixels = before.map((_, pixel) => Number(naive[id](before, radiusPx, pixel)));
      }
      expect(pixelsOf(resizeGeometry('smooth', geometry, radiusPx, image))).toEqual(pixels);
    }),
    { numRuns: 100 },
  );
});

test('smoothing a polygon rounds its corners by the disc and leaves long edges where they are', () => {
  const outline = [5, 5, 25, 5, 25, 14.5, 24.5, 14.5, 24.5, 15, 25, 15, 25, 25, 5, 25];
  const smoothed = resizeGeometry(
    'smooth',
    { kind: 'polygon', parts: [{ outline, holes: [] }] },
    2,
    image,
  ) as AreaGeometry;
  // The notch is closed; each of the four corners loses the square of the radius less a quarter of the disc.
  expect(geometryArea(smoothed)).toBeCloseTo(400 - (4 - Math.PI) * 4, 0);
  expect(containsPoint(smoothed, { x: 24.9, y: 14.75 })).toBe(true);
  expect(containsPoint(smoothed, { x: 5.2, y: 5.2 })).toBe(false);
});

/** Signed distance to the polygon: below 0 inside. */
function depth(polygon: PolygonGeometry, point: { readonly x: number; readonly y: number }): number {
  const distance = distanceToOutline(polygon, point);
  return containsPoint(polygon, point) ? -distance : distance;
}

/** Places that the grown or shrunk polygon has, or lacks, against the distance; `slackPx` is what arcs may be off. */
function wrongPlaces(
  id: ResizeId,
  before: PolygonGeometry,
  after: AreaGeometry | null,
  radiusPx: number,
  slackPx: number,
) {
  const limit = id === 'grow' ? radiusPx : -radiusPx;
  const wrong: string[] = [];
  for (let x = 0.17; x < 20; x += 0.61) {
    for (let y = 0.19; y < 20; y += 0.61) {
      const distance = depth(before, { x, y }) - limit;
      if (Math.abs(distance) < slackPx) continue;
      const isIn = after !== null && containsPoint(after, { x, y });
      if (isIn !== distance < 0) wrong.push(`${x},${y}`);
    }
  }
  return wrong;
}

/** A star around the middle: a simple outline with corners that stick out and in. */
const star = fc
  .array(fc.double({ min: 2, max: 8, noNaN: true }), { minLength: 5, maxLength: 12 })
  .map((spokes): PolygonGeometry => {
    const outline = spokes.flatMap((length, index) => {
      const angle = (2 * Math.PI * index) / spokes.length;
      return [10 + length * Math.cos(angle), 10 + length * Math.sin(angle)];
    });
    const hole = [9, 9, 11, 9.5, 9.5, 11];
    return { kind: 'polygon', parts: [{ outline, holes: [hole] }] };
  })
  .filter(({ parts }) =>
    [9, 9, 11, 9.5, 9.5, 11].every((_, index, hole) => {
      const point = { x: hole[index - (index % 2)] as number, y: hole[index - (index % 2) + 1] as number };
      const outline: PolygonGeometry = { kind: 'polygon', parts: [{ outline: parts[0]?.outline ?? [], holes: [] }] };
      return containsPoint(outline, point);
    }),
  );

test.each(['grow', 'shrink'] as const)('%s: polygons, by the distance of every place', (id) => {
  fc.assert(
    fc.property(star, fc.double({ min: 0.5, max: 4, noNaN: true }), (polygon, radiusPx) => {
      const after = resizeGeometry(id, polygon, radiusPx, image);
      expect(after?.kind ?? 'polygon').toBe('polygon');
      expect(wrongPlaces(id, polygon, after, radiusPx, 0.08)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test.each(['grow', 'shrink'] as const)('%s: polygons that were untangled, by the distance of every place', (id) => {
  fc.assert(
    fc.property(tangledPolygon, fc.double({ min: 0.5, max: 3, noNaN: true }), (tangled, radiusPx) => {
      // Away from the border of the image, which is no edge.
      const plain = untangled(translateGeometry(tangled, 4, 4) as PolygonGeometry);
      fc.pre(plain !== null);
      const after = resizeGeometry(id, plain, radiusPx, image);
      expect(wrongPlaces(id, plain, after, radiusPx, 0.08)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('what has grown is never smaller, what has shrunk never larger', () => {
  const area = (geometry: AreaGeometry | null) => (geometry === null ? 0 : geometryArea(geometry));
  fc.assert(
    fc.property(fc.oneof(noiseMask, tangledPolygon), radius, (geometry, radiusPx) => {
      const plain = resizeGeometry('grow', geometry, 0.01, image);
      if (plain === null) return;
      const slack = geometry.kind === 'mask' ? 0 : 2;
      expect(area(resizeGeometry('grow', geometry, radiusPx, image))).toBeGreaterThanOrEqual(area(plain) - slack);
      expect(area(resizeGeometry('shrink', geometry, radiusPx, image))).toBeLessThanOrEqual(area(plain) + slack);
    }),
    { numRuns: 100 },
  );
});

test('a polygon along pixel borders stays along them, and does what its mask does', () => {
  fc.assert(
    fc.property(noiseMask, radius, (mask, radiusPx) => {
      const grown = resizeGeometry('grow', polygonFromMask(mask), radiusPx, image);
      expect(grown?.kind).toBe('polygon');
      expect(pixelsOf(grown)).toEqual(pixelsOf(resizeGeometry('grow', mask, radiusPx, image)));
    }),
    { numRuns: 50 },
  );
});

test('the border of the image is no edge to shrink from, and growing ends there', () => {
  const half: PolygonGeometry = { kind: 'polygon', parts: [{ outline: [0, 0, 20.5, 0, 20.5, 40, 0, 40], holes: [] }] };
  expect(geometryArea(resizeGeometry('shrink', half, 2, image) as AreaGeometry)).toBeCloseTo(18.5 * 40, 0);
  expect(geometryArea(resizeGeometry('grow', half, 2, image) as AreaGeometry)).toBeCloseTo(22.5 * 40, 0);
  const mask: MaskGeometry = {
    kind: 'mask',
    box: { x: 0, y: 0, width: 20, height: 40 },
    counts: encodeCounts([0, 800]),
  };
  expect(resizeGeometry('shrink', mask, 2, image)).toMatchObject({ box: { x: 0, y: 0, width: 18, height: 40 } });
});
