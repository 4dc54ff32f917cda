import { expect, test } from 'vitest';
import { pairwiseMean, pairwiseSum } from './pairwiseSum.ts';

const values = Array.from({ length: 20_000 }, (_, index) => ((index * index) % 97) / 97);

test('adds to the last bit as numpy does, where adding one after the other does not', () => {
  // numpy 1.24: numpy.sum of the first 7, 100, 300, 1000 and 20,000 values.
  const sums = [7, 100, 300, 1000, 20_000].map((count) => pairwiseSum(Float64Array.from(values.slice(0, count))));
  expect(sums).toEqual([
    0.9381443298969072, 48.05154639175258, 146.10309278350513, 493.19587628865975, 9894.40206185567,
  ]);
  expect(values.slice(0, 1000).reduce((sum, value) => sum + value, 0)).toBe(493.1958762886598);
  expect([pairwiseMean([]), pairwiseMean([1, 2])]).toEqual([null, 1.5]);
});
