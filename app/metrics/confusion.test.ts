import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addPixels, classDice, classIou, emptyConfusion, pixelAccuracy } from './confusion.ts';

const pixel = fc.record({ actual: fc.nat(3), predicted: fc.nat(3), ignored: fc.constantFrom(0, 1) });

test('scores as counting pixel by pixel does', () => {
  fc.assert(
    fc.property(fc.array(pixel), fc.nat(3), (pixels, classIndex) => {
      const confusion = emptyConfusion(4);
      const column = (key: keyof (typeof pixels)[number]) => Uint8Array.from(pixels, (entry) => entry[key]);
      addPixels(confusion, column('actual'), column('predicted'), column('ignored'));
      const counted = pixels.filter(({ ignored }) => ignored === 0);
      const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
      const actual = counted.filter((entry) => entry.actual === classIndex).length;
      const predicted = counted.filter((entry) => entry.predicted === classIndex).length;
      const both = counted.filter((entry) => entry.actual === classIndex && entry.predicted === classIndex).length;
      expect(classDice(confusion, classIndex)).toBe(share(2 * both, actual + predicted));
      expect(classIou(confusion, classIndex)).toBe(share(both, actual + predicted - both));
      const right = counted.filter((entry) => entry.actual === entry.predicted).length;
      expect(pixelAccuracy(confusion)).toBe(share(right, counted.length));
    }),
  );
});

test('adds images up before it scores', () => {
  const confusion = emptyConfusion(2);
  addPixels(confusion, Uint8Array.of(1, 1, 1, 0), Uint8Array.of(1, 1, 1, 0));
  addPixels(confusion, Uint8Array.of(1), Uint8Array.of(0));
  expect([classDice(confusion, 1), classIou(confusion, 1)]).toEqual([6 / 7, 3 / 4]);
});

test('refuses maps of different size', () => {
  expect(() => addPixels(emptyConfusion(2), new Uint8Array(4), new Uint8Array(5))).toThrow('4 and 5 pixels');
});
