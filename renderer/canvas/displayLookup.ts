import type { DisplayWindow } from '../../app/model/records.ts';
import { colourAt } from './colourMaps.ts';
import { type DisplayLook, shownChannels } from './displayLook.ts';

/** Stored values to screen colours, by a table: another look costs one pass over the visible pixels. */

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

/** Colours for the stored values of an image, as a screen pixel keeps them: red in the lowest byte, opaque. */
export interface DisplayTable {
  /** One entry a stored value. */
  readonly entries: Uint32Array;
  /** The place, within a pixel, of the value that is shown alone; `null` where the three make one colour. */
  readonly alone: number | null;
  /** Bits that red, green and blue take from their entries. */
  readonly masks: readonly [red: number, green: number, blue: number];
}

const opaque = 0xff_00_00_00;
const channelMasks = [0xff, 0xff_00, 0xff_00_00] as const;
const shades = 1024;

/** What is shown of a stored value, from 0 to 1: `low` and below is 0, `high` and above 1, before it is inverted. */
export function toneOf(value: number, { window, gamma, inverted }: DisplayLook): number {
  const share = Math.min(Math.max((value - window.low) / Math.max(window.high - window.low, 1e-6), 0), 1);
  const bent = gamma === 1 ? share : share ** (1 / gamma);
  return inverted ? 1 - bent : bent;
}

export function displayTable(look: DisplayLook, bitDepth: 8 | 16, channels: 1 | 3): DisplayTable {
  const shown = shownChannels(look, channels);
  const alone = channels === 1 || look.channelAlone !== null ? (shown[0] ?? 0) : null;
  const map = alone === null ? 'grey' : look.colourMap;
  const entries = new Uint32Array(largestValue(bitDepth) + 1);
  if (map === 'grey') {
    for (let value = 0; value < entries.length; value++) {
      const grey = Math.round(toneOf(value, look) * 255);
      entries[value] = packed(grey, grey, grey);
    }
  } else {
    // Finer than the screen can show, and a few colours only where a table has 65,536 entries.
    const colours = Uint32Array.from({ length: shades + 1 }, (_, shade) => packed(...colourAt(map, shade / shades)));
    for (let value = 0; value < entries.length; value++) {
      entries[value] = colours[Math.round(toneOf(value, look) * shades)] as number;
    }
  }
  const maskOf = (channel: 0 | 1 | 2): number => (shown.includes(channel) ? channelMasks[channel] : 0);
  return { entries, alone, masks: [maskOf(0), maskOf(1), maskOf(2)] };
}

/** Every processor that Chromium runs on puts the lowest byte first. */
function packed(red: number, green: number, blue: number): number {
  return (opaque | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;
}

/** Fills `target`, one number a screen pixel, from interleaved pixels of `stride` values each. */
export function paintThroughTable(
  pixels: StoredPixels,
  stride: 1 | 3 | 4,
  { entries, alone, masks }: DisplayTable,
  target: Uint32Array,
): void {
  if (alone !== null) {
    for (let from = alone, to = 0; to < target.length; from += stride, to++) {
      target[to] = entries[pixels[from] as number] as number;
    }
    return;
  }
  const [red, green, blue] = masks;
  for (let from = 0, to = 0; to < target.length; from += stride, to++) {
    target[to] =
      opaque |
      ((entries[pixels[from] as number] as number) & red) |
      ((entries[pixels[from + 1] as number] as number) & green) |
      ((entries[pixels[from + 2] as number] as number) & blue);
  }
}

export interface Histogram {
  /** Stored value where the first bin starts, and the width of a bin. */
  readonly start: number;
  readonly binWidth: number;
  readonly counts: readonly number[];
}

const BINS = 128;

/** Counts the values at `places` within each pixel, between the ends of `range`. */
export function histogramOf(
  pixels: StoredPixels,
  stride: 1 | 3 | 4,
  places: readonly number[],
  range: DisplayWindow,
): Histogram {
  const binWidth = Math.max((range.high - range.low + 1) / BINS, 1);
  const counts = new Array<number>(Math.ceil((range.high - range.low + 1) / binWidth)).fill(0);
  for (let pixel = 0; pixel < pixels.length; pixel += stride) {
    for (const place of places) {
      const bin = Math.floor(((pixels[pixel + place] as number) - range.low) / binWidth);
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
