import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noiseImage, noiseMask } from '../../tests/generators/masks.ts';
import { maskFromBitmap } from './bitmap.ts';
import { imageCounts, maskFromImageCounts } from './cocoRle.ts';
import { decodeCounts, encodeCounts } from './counts.ts';
import type { MaskGeometry } from './geometry.ts';
import { geometryArea } from './measure.ts';

/** Rows of 0 and 1, as the reference file writes masks. */
function maskFromRows(rows: readonly string[]): MaskGeometry | null {
  const width = rows[0]?.length ?? 0;
  const data = Uint8Array.from(rows.join(''), Number);
  return maskFromBitmap({ box: { x: 0, y: 0, width, height: rows.length }, data });
}

test('reads back the runs of the whole image', () => {
  fc.assert(
    fc.property(noiseMask, (mask) => {
      expect(maskFromImageCounts(imageCounts(mask, noiseImage), noiseImage)).toEqual(mask);
    }),
  );
});

test('writes a checkerboard and a ring as pycocotools does', () => {
  const checker = Array.from({ length: 6 }, (_, y) => Array.from({ length: 7 }, (_, x) => (x + y) % 2).join(''));
  const checkerMask = maskFromRows(checker) as MaskGeometry;
  expect(encodeCounts(imageCounts(checkerMask, { width: 7, height: 6 }))).toBe('1110010O0010O0010O0010O0010O0010O000');

  const inside = (x: number, y: number, x0: number, y0: number, x1: number, y1: number) =>
    x >= x0 && x <= x1 && y >= y0 && y <= y1;
  const ring = Array.from({ length: 40 }, (_, y) =>
    Array.from({ length: 60 }, (_, x) => (inside(x, y, 10, 5, 49, 34) && !inside(x, y, 20, 12, 39, 27) ? 1 : 0)).join(
      '',
    ),
  );
  const ringMask = maskFromRows(ring) as MaskGeometry;
  expect({ area: geometryArea(ringMask), box: ringMask.box }).toEqual({
    area: 880,
    box: { x: 10, y: 5, width: 40, height: 30 },
  });
});

test('joins runs that other programs have split', () => {
  const size = { width: 2, height: 3 };
  expect(maskFromImageCounts([1, 1, 0, 1, 3], size)).toEqual(maskFromImageCounts([1, 2, 3], size));
});

test('knows an image without pixels of the object', () => {
  expect(maskFromImageCounts([20], { width: 4, height: 5 })).toBeNull();
});

test.each([
  ['runs that add up to less', [3, 4], 'add up to 7 pixels, but 4 x 5 are 20'],
  ['runs that add up to more', [3, 40], 'add up to 43 pixels, but 4 x 5 are 20'],
  ['a negative run', [30, -10], 'not -10'],
  ['a broken run', [2.5, 17.5], 'not 2.5'],
])('refuses %s', (_, counts, message) => {
  expect(() => maskFromImageCounts(counts, { width: 4, height: 5 })).toThrow(message);
});

test('refuses to write a mask that leaves its image', () => {
  const mask = maskFromRows(['0001']) as MaskGeometry;
  expect(() => imageCounts(mask, { width: 3, height: 3 })).toThrow('leaves its image of 3 x 3');
});

interface ReferenceMask {
  readonly name: string;
  /** Left out for a large mask. */
  readonly rows?: readonly string[] | null;
  readonly size: readonly [number, number];
  readonly counts: string;
  readonly area: number;
  readonly bbox: readonly [number, number, number, number];
}

const referenceFile = new URL('../../../shared/data/oracle/coco_rle_edge.json', import.meta.url);

describe.skipIf(!existsSync(referenceFile))('masks written by pycocotools (reference data needed)', () => {
  const masks: ReferenceMask[] = existsSync(referenceFile)
    ? (JSON.parse(readFileSync(referenceFile, 'utf8')) as { masks: ReferenceMask[] }).masks
    : [];

  test.each(masks)('$name', ({ rows, size: [height, width], counts, area, bbox: [x, y, w, h] }) => {
    const size = { width, height };
    const mask = maskFromImageCounts(decodeCounts(counts), size);
    if (rows) expect(mask).toEqual(maskFromRows(rows));
    if (mask === null) return expect(area).toBe(0);
    expect({ area: geometryArea(mask), box: mask.box }).toEqual({ area, box: { x, y, width: w, height: h } });
    expect(encodeCounts(imageCounts(mask, size))).toBe(counts);
  });
});
