import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseMask } from '../../tests/generators/masks.ts';
import { bitmapFromMask, maskFromBitmap } from './bitmap.ts';

test('reads back the mask from its pixels', () => {
  fc.assert(
    fc.property(noiseMask, (mask) => {
      expect(maskFromBitmap(bitmapFromMask(mask))).toEqual(mask);
    }),
  );
});

test('finds the tight box and reads pixels row by row', () => {
  const data = Uint8Array.from([0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0]);
  const mask = maskFromBitmap({ box: { x: 10, y: 20, width: 4, height: 3 }, data });
  expect(mask).toEqual({ kind: 'mask', box: { x: 11, y: 21, width: 2, height: 2 }, counts: '031' });
});

test('spreads a full column to its rows alone', () => {
  const mask = { kind: 'mask', box: { x: 0, y: 0, width: 3, height: 2 }, counts: '231' } as const;
  expect([...bitmapFromMask(mask).data]).toEqual([0, 1, 1, 0, 1, 0]);
});

test('makes no mask of an empty bitmap', () => {
  expect(maskFromBitmap({ box: { x: 0, y: 0, width: 3, height: 3 }, data: new Uint8Array(9) })).toBeNull();
});
