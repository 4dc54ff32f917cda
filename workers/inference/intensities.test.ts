import { expect, it } from 'vitest';
import type { DecodedImage } from '../images/decodePixels.ts';
import { normalisationOf } from './intensities.ts';

const ofAllImages = { mean: [5, 6, 7], standardDeviation: [1, 2, 3] };

function image(data: Uint8Array | Uint16Array, bitDepth: 8 | 16): DecodedImage {
  return { width: data.length / 3, height: 1, channels: 3, bitDepth, data };
}

it('takes the percentiles of the image itself, over all channels', () => {
  const shuffled = Uint16Array.from({ length: 3000 }, (_, i) => 100 + ((i * 7) % 3000) * 10);
  const sorted = shuffled.toSorted();
  // The inverse of the distribution: 1 % of 3,000 values are 30, 99.8 % are 2,994.
  const [low = 0, high = 0] = [sorted[29], sorted[2993]];
  const { mean, standardDeviation } = normalisationOf(image(shuffled, 16), 'image', ofAllImages);
  expect(mean).toEqual([0, 0, 0].fill((low + high) / 2));
  expect(standardDeviation).toEqual([0, 0, 0].fill((high - low) / 2));
  expect(normalisationOf(image(shuffled, 16), 'dataset', ofAllImages)).toBe(ofAllImages);
});

it('leaves an image of one value dark instead of dividing by nothing', () => {
  const flat = normalisationOf(image(new Uint8Array(30).fill(9), 8), 'image', ofAllImages);
  expect(flat).toEqual({ mean: [9, 9, 9], standardDeviation: [1, 1, 1] });
});
