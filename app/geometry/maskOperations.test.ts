import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseMask } from '../../tests/generators/masks.ts';
import { bitmapFromMask, maskFromBitmap } from './bitmap.ts';
import type { MaskGeometry } from './geometry.ts';
import { connectedComponents, intersectionArea, maskIou, subtractMask, uniteMasks } from './maskOperations.ts';
import { geometryArea } from './measure.ts';
import { translateGeometry } from './transform.ts';

/** Pixels as `column,row`: the plainest form of a mask to check operations against. */
function pixelSet(mask: MaskGeometry | null): Set<string> {
  if (mask === null) return new Set();
  const { box, data } = bitmapFromMask(mask);
  const pixels = [...data.keys()].filter((index) => data[index] === 1);
  return new Set(pixels.map((index) => `${box.x + (index % box.width)},${box.y + Math.floor(index / box.width)}`));
}

test('unites, subtracts and intersects as sets of pixels', () => {
  fc.assert(
    fc.property(noiseMask, noiseMask, (a, b) => {
      const [pixelsA, pixelsB] = [pixelSet(a), pixelSet(b)];
      expect(pixelSet(uniteMasks(a, b))).toEqual(new Set([...pixelsA, ...pixelsB]));
      expect(pixelSet(subtractMask(a, b))).toEqual(new Set([...pixelsA].filter((pixel) => !pixelsB.has(pixel))));
      const common = [...pixelsA].filter((pixel) => pixelsB.has(pixel)).length;
      expect(intersectionArea(a, b)).toBe(common);
      expect(maskIou(a, b)).toBe(common / new Set([...pixelsA, ...pixelsB]).size);
    }),
  );
});

test('gives equal pixels equal masks', () => {
  fc.assert(
    fc.property(noiseMask, noiseMask, (a, b) => {
      expect(uniteMasks(a, a)).toEqual(a);
      expect(uniteMasks(a, b)).toEqual(uniteMasks(b, a));
      expect(subtractMask(a, a)).toBeNull();
      const rest = subtractMask(a, b);
      expect(rest === null ? b : uniteMasks(rest, b)).toEqual(uniteMasks(a, b));
    }),
  );
});

test('measures two squares moved by two pixels as pycocotools does', () => {
  const square: MaskGeometry = { kind: 'mask', box: { x: 2, y: 2, width: 6, height: 6 }, counts: '0T1' };
  const moved = translateGeometry(square, 2, 2) as MaskGeometry;
  expect(geometryArea(square)).toBe(36);
  expect(maskIou(square, moved)).toBe(0.2857142857142857);
});

/** Flood fill from every pixel that has no number yet, column by column. */
function floodFilled({ box, data }: ReturnType<typeof bitmapFromMask>, connectivity: 4 | 8) {
  const labels = new Int32Array(data.length);
  let count = 0;
  const columnByColumn = (a: number, b: number) => (a % box.width) - (b % box.width) || a - b;
  for (const start of [...data.keys()].sort(columnByColumn)) {
    if (data[start] === 0 || labels[start] !== 0) continue;
    count += 1;
    const open = [start];
    while (open.length > 0) {
      const pixel = open.pop() as number;
      if (data[pixel] === 0 || labels[pixel] !== 0) continue;
      labels[pixel] = count;
      for (const dy of [-1, 0, 1]) {
        for (const dx of [-1, 0, 1]) {
          const x = (pixel % box.width) + dx;
          const y = Math.floor(pixel / box.width) + dy;
          const reached = connectivity === 8 || dx === 0 || dy === 0;
          if (reached && x >= 0 && x < box.width && y >= 0 && y < box.height) open.push(y * box.width + x);
        }
      }
    }
  }
  return { labels, count };
}

test.each([4, 8] as const)('numbers %i-connected components as a flood fill does', (connectivity) => {
  fc.assert(
    fc.property(noiseMask, (mask) => {
      const bitmap = bitmapFromMask(mask);
      expect(connectedComponents(bitmap, connectivity)).toEqual(floodFilled(bitmap, connectivity));
    }),
  );
});

test('joins the two arms of a U that meet in the last row', () => {
  const mask = maskFromBitmap({
    box: { x: 0, y: 0, width: 3, height: 3 },
    data: Uint8Array.from([1, 0, 1, 1, 0, 1, 1, 1, 1]),
  }) as MaskGeometry;
  expect(connectedComponents(bitmapFromMask(mask), 4).count).toBe(1);
});
