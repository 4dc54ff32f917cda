import type { DecodedImage } from './decodePixels.ts';

/**
 * Half the size, rounded up: every pixel is the rounded mean of 2x2 pixels; at an odd edge the last row or column
 * counts twice. Channels are averaged by themselves.
 */
export function halve(image: DecodedImage): DecodedImage {
  const { channels, bitDepth } = image;
  const width = Math.ceil(image.width / 2);
  const height = Math.ceil(image.height / 2);
  const data = bitDepth === 8 ? new Uint8Array(width * height * channels) : new Uint16Array(width * height * channels);
  const stride = image.width * channels;
  for (let y = 0; y < height; y++) {
    const start = 2 * y * stride;
    const upper = image.data.subarray(start, start + stride);
    const lower = 2 * y + 1 < image.height ? image.data.subarray(start + stride, start + 2 * stride) : upper;
    halveRows(upper, lower, data.subarray(y * width * channels, (y + 1) * width * channels), channels);
  }
  return { width, height, channels, bitDepth, data };
}

type Row = Uint8Array | Uint16Array;

/** A function of its own for each pair of rows, so that it is compiled once and not in the middle of a large image. */
function halveRows(upper: Row, lower: Row, target: Row, channels: number): void {
  const isOdd = upper.length % (2 * channels) !== 0;
  const pairsEnd = target.length - (isOdd ? channels : 0);
  for (let c = 0; c < channels; c++) {
    let i = c;
    for (let t = c; t < pairsEnd; t += channels) {
      const top = (upper[i] ?? 0) + (upper[i + channels] ?? 0);
      const bottom = (lower[i] ?? 0) + (lower[i + channels] ?? 0);
      target[t] = (top + bottom + 2) >> 2;
      i += 2 * channels;
    }
    if (isOdd) target[pairsEnd + c] = ((upper[i] ?? 0) + (lower[i] ?? 0) + 1) >> 1;
  }
}
