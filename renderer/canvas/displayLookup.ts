import type { DisplayWindow } from '../../app/model/records.ts';

/** Stored values to screen values, by a table: moving the window costs one pass over the visible pixels. */

export type StoredPixels = Uint8ClampedArray | Uint16Array;

/** Largest stored value of a bit depth. */
export function largestValue(bitDepth: 8 | 16): number {
  return bitDepth === 8 ? 255 : 65_535;
}

/** What an image shows where the person has set no window. */
export function defaultWindow(bitDepth: 8 | 16, valueRange: DisplayWindow): DisplayWindow {
  return bitDepth === 8
    ? { low: 0, high: 255 }
    : { low: valueRange.low, high: Math.max(valueRange.high, valueRange.low + 1) };
}

/** One entry a stored value: `low` and below is 0, `high` and above is 255, linear between. */
export function displayTable(window: DisplayWindow, bitDepth: 8 | 16): Uint8ClampedArray {
  const table = new Uint8ClampedArray(largestValue(bitDepth) + 1);
  const span = Math.max(window.high - window.low, 1e-6);
  for (let value = 0; value < table.length; value++) table[value] = ((value - window.low) / span) * 255;
  return table;
}

/**
 * Fills `target` (RGBA) from interleaved pixels of `stride` values each: with one channel its first value is grey, with
 * three they are red, green and blue.
 */
export function paintThroughTable(
  pixels: StoredPixels,
  stride: 1 | 3 | 4,
  channels: 1 | 3,
  table: Uint8ClampedArray,
  target: Uint8ClampedArray,
): void {
  const green = channels === 3 ? 1 : 0;
  const blue = channels === 3 ? 2 : 0;
  for (let from = 0, to = 0; to < target.length; from += stride, to += 4) {
    target[to] = table[pixels[from] as number] as number;
    target[to + 1] = table[pixels[from + green] as number] as number;
    target[to + 2] = table[pixels[from + blue] as number] as number;
    target[to + 3] = 255;
  }
}

export interface Histogram {
  /** Stored value where the first bin starts, and the width of a bin. */
  readonly start: number;
  readonly binWidth: number;
  readonly counts: readonly number[];
}

const BINS = 128;

/** Counts the values of all channels between the ends of `range`. */
export function histogramOf(pixels: StoredPixels, stride: 1 | 3 | 4, channels: 1 | 3, range: DisplayWindow): Histogram {
  const binWidth = Math.max((range.high - range.low + 1) / BINS, 1);
  const counts = new Array<number>(Math.ceil((range.high - range.low + 1) / binWidth)).fill(0);
  for (let pixel = 0; pixel < pixels.length; pixel += stride) {
    for (let channel = 0; channel < channels; channel++) {
      const bin = Math.floor(((pixels[pixel + channel] as number) - range.low) / binWidth);
      const clamped = Math.min(Math.max(bin, 0), counts.length - 1);
      counts[clamped] = (counts[clamped] as number) + 1;
    }
  }
  return { start: range.low, binWidth, counts };
}

/** The window that leaves out `share` of the values at each end. */
export function automaticWindow(histogram: Histogram, share = 0.003): DisplayWindow {
  const { counts, start, binWidth } = histogram;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const first = binAbove(counts, total * share);
  const last = counts.length - 1 - binAbove(counts.toReversed(), total * share);
  const low = Math.floor(start + first * binWidth);
  return { low, high: Math.max(Math.ceil(start + (last + 1) * binWidth) - 1, low + 1) };
}

/** First bin at which more than `limit` values have been counted. */
function binAbove(counts: readonly number[], limit: number): number {
  let seen = 0;
  const bin = counts.findIndex((count) => {
    seen += count;
    return seen > limit;
  });
  return Math.max(bin, 0);
}
