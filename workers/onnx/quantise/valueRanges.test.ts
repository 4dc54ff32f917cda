import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ValueHistogram } from './valueRanges.ts';

const numbers = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
  minLength: 1,
  maxLength: 400,
});

test('the whole range is exact, in however many pieces the numbers come', () => {
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 1, maxLength: 5 }), (pieces) => {
      const histogram = new ValueHistogram();
      for (const piece of pieces) histogram.add(Float32Array.from(piece));
      const all = pieces.flat();
      expect(histogram.extremes).toEqual({ low: Math.min(...all), high: Math.max(...all) });
      expect(histogram.range(1)).toEqual(histogram.extremes);
    }),
  );
});

test('the range without the outermost numbers is theirs in order, to a bin', () => {
  fc.assert(
    fc.property(numbers, numbers, fc.constantFrom(0.8, 0.9, 0.99), (first, second, kept) => {
      const histogram = new ValueHistogram();
      histogram.add(Float32Array.from(first));
      histogram.add(Float32Array.from(second));
      const sorted = [...first, ...second].sort((a, b) => a - b);
      const leftOut = Math.floor(sorted.length * (1 - kept));
      const [low = 0, high = 0] = [sorted[leftOut], sorted[sorted.length - 1 - leftOut]];
      const bin = Math.max(...sorted.map(Math.abs), 2 ** -40) / 1024;
      const range = histogram.range(kept);
      expect(range.low).toBeLessThanOrEqual(low + bin * 1e-6);
      expect(range.low).toBeGreaterThanOrEqual(low - bin);
      expect(range.high).toBeGreaterThanOrEqual(high - bin * 1e-6);
      expect(range.high).toBeLessThanOrEqual(high + bin);
    }),
  );
});

test('a number that is not finite is refused', () => {
  for (const bad of [NaN, Infinity, -Infinity]) {
    expect(() => new ValueHistogram().add(Float32Array.of(1, bad))).toThrow(RangeError);
  }
});
