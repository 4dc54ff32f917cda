import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitmapFromMask } from '../geometry/bitmap.ts';
import type { MaskReading } from '../contract/workerMessages.ts';
import { type MaskPixels, objectsFromMask } from './maskObjects.ts';

const foreground: MaskReading = { kind: 'foreground', threshold: null, inverted: false, split: true };

function grey(rows: readonly (readonly number[])[], bitDepth: 8 | 16 = 8): MaskPixels {
  const data = rows.flat();
  const width = rows[0]?.length ?? 0;
  return {
    width,
    height: rows.length,
    channels: 1,
    bitDepth,
    data: bitDepth === 8 ? Uint8Array.from(data) : Uint16Array.from(data),
  };
}

/** Draws the objects back: object `n` (from 1) with its number, and says their values. */
function drawn(pixels: MaskPixels, reading: MaskReading) {
  const { objects, unlabelled } = objectsFromMask(pixels, reading);
  const rows = Array.from({ length: pixels.height }, () => new Array<number>(pixels.width).fill(0));
  objects.forEach(({ mask }, index) => {
    const { box, data } = bitmapFromMask(mask);
    data.forEach((inside, at) => {
      const row = rows[box.y + Math.floor(at / box.width)] as number[];
      if (inside) row[box.x + (at % box.width)] = index + 1;
    });
  });
  return { rows, values: objects.map(({ value }) => value), unlabelled };
}

const two = [
  [9, 9, 0, 0],
  [0, 0, 9, 0],
  [0, 0, 0, 0],
  [9, 0, 0, 9],
];

test('a binary mask becomes one object per component, touching at corners too, or one in all', () => {
  expect([drawn(grey(two), foreground).rows, drawn(grey(two), { ...foreground, split: false }).rows]).toEqual([
    [
      [1, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 0],
      [2, 0, 0, 3],
    ],
    two.map((row) => row.map((value) => value && 1)),
  ]);
});

test('threshold and inversion decide what is inside', () => {
  const soft = grey([[0, 127, 128, 255]]);
  const rows = (change: Partial<MaskReading>) => drawn(soft, { ...foreground, ...change } as MaskReading).rows;
  expect([rows({ threshold: 127 }), rows({ threshold: 127, inverted: true }), rows({ threshold: 0 })]).toEqual([
    [[0, 0, 1, 1]],
    [[1, 1, 0, 0]],
    [[0, 1, 1, 1]],
  ]);
  expect(drawn(grey([[0, 255, 0]]), { ...foreground, inverted: true }).rows).toEqual([[1, 0, 2]]);
});

test('an empty mask has no objects', () => {
  expect(objectsFromMask(grey([[0, 0]]), foreground)).toEqual({ objects: [], unlabelled: [] });
});

test('a mask of many values needs a word about them, unless it has 16 bits', () => {
  const rows = [[0, 300, 300, 7, 0, 300]];
  expect(() => objectsFromMask(grey([[0, 12, 200]]), foreground)).toThrow('more than two values');
  expect(() => objectsFromMask(grey([[3, 4]]), foreground)).toThrow('more than two values');
  expect(drawn(grey(rows, 16), foreground).rows).toEqual([[0, 1, 1, 2, 0, 1]]);
  expect(drawn(grey([[0, 3, 3, 7, 0, 3]]), { kind: 'ids' }).rows).toEqual([[0, 1, 1, 2, 0, 1]]);
});

test('values and colours go to their labels, the others are counted', () => {
  const reading: MaskReading = { kind: 'values', values: [2, 0], colour: false, split: true };
  expect(drawn(grey([[2, 0, 2, 255, 255]]), reading)).toEqual({
    rows: [[1, 3, 2, 0, 0]],
    values: [2, 2, 0],
    unlabelled: [{ value: 255, pixels: 2 }],
  });
  const colours: MaskPixels = {
    ...grey([[0]]),
    width: 3,
    channels: 3,
    data: Uint8Array.of(255, 0, 0, 0, 0, 0, 9, 9, 9),
  };
  expect(drawn(colours, { kind: 'values', values: [0xff0000], colour: true, split: false })).toEqual({
    rows: [[1, 0, 0]],
    values: [0xff0000],
    unlabelled: [{ value: 0x090909, pixels: 1 }],
  });
  // Grey stored as colour means the same as grey.
  const greyAsColour: MaskPixels = { ...colours, width: 2, data: Uint8Array.of(255, 255, 255, 0, 0, 0) };
  expect(drawn(greyAsColour, { kind: 'values', values: [255], colour: false, split: true }).rows).toEqual([[1, 0]]);
  expect(drawn(greyAsColour, foreground).rows).toEqual([[1, 0]]);
});

test('numbered objects draw back to the same image', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 1, maxLength: 9 }), (rows) => {
      const order = [...new Set(rows[0]?.flatMap((_, column) => rows.map((row) => row[column] as number)))];
      const numberOf = new Map(order.filter((value) => value !== 0).map((value, index) => [value, index + 1]));
      expect(drawn(grey(rows), { kind: 'ids' }).rows).toEqual(
        rows.map((row) => row.map((value) => numberOf.get(value) ?? 0)),
      );
    }),
  );
});
