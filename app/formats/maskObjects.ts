import { AppError } from '../contract/errors.ts';
import type { MaskObjects, MaskReading } from '../contract/workerMessages.ts';
import { type Bitmap, maskFromBitmap } from '../geometry/bitmap.ts';
import type { MaskGeometry, PixelBox } from '../geometry/geometry.ts';
import { connectedComponents } from '../geometry/maskOperations.ts';
import { maskFromSpans, spanPosition } from '../geometry/spans.ts';

/** Decoded pixels of a mask file, row by row, channels interleaved. */
export interface MaskPixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bitDepth: 8 | 16;
  readonly data: Uint8Array | Uint16Array;
}

/** One number a pixel, row by row. */
type Values = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** Throws `FILE_UNSUPPORTED` where the file needs a threshold or labels to be understood. */
export function objectsFromMask(pixels: MaskPixels, reading: MaskReading): MaskObjects {
  const whole: PixelBox = { x: 0, y: 0, width: pixels.width, height: pixels.height };
  if (reading.kind === 'values') {
    const values = reading.colour ? colourValues(pixels) : greyOrColourValues(pixels);
    const objects = reading.split
      ? reading.values.flatMap((value) => {
          const inside = bitmapOf(values, value, value);
          return masksOfBitmap({ box: whole, data: inside }, true).map((mask) => ({ value, mask }));
        })
      : masksOfValues(values, whole, reading.values);
    return { objects, unlabelled: countOthers(values, new Set([0, ...reading.values])) };
  }
  const values = greyOrColourValues(pixels);
  if (reading.kind === 'ids') return withoutValues(masksOfNumbers(values, whole));
  const { inverted, threshold } = reading;
  if (threshold === null && hasManyValues(values)) {
    // Nothing but numbered objects needs 16 bits for a mask.
    if (pixels.bitDepth === 16 && !inverted && reading.split) return withoutValues(masksOfNumbers(values, whole));
    throw new AppError(
      'FILE_UNSUPPORTED',
      'The mask holds more than two values: give a threshold, labels for the values, or say that every value is an object.',
    );
  }
  const limit = Math.floor(threshold ?? 0);
  const levels = largestChannel(pixels);
  const inside = inverted ? bitmapOf(levels, 0, limit) : bitmapOf(levels, limit + 1, Infinity);
  return withoutValues(masksOfBitmap({ box: whole, data: inside }, reading.split));
}

function withoutValues(masks: readonly MaskGeometry[]): MaskObjects {
  return { objects: masks.map((mask) => ({ value: null, mask })), unlabelled: [] };
}

/** 1 where the value lies between `lowest` and `highest`, both included. */
function bitmapOf(values: Values, lowest: number, highest: number): Uint8Array {
  const bitmap = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (value >= lowest && value <= highest) bitmap[index] = 1;
  }
  return bitmap;
}

/** One mask per component, or one in all; none where no pixel is set. */
function masksOfBitmap(bitmap: Bitmap, split: boolean): MaskGeometry[] {
  const tight = tightBitmap(bitmap);
  if (tight === null) return [];
  if (split) return masksOfNumbers(connectedComponents(tight, 8).labels, tight.box);
  const mask = maskFromBitmap(tight);
  return mask === null ? [] : [mask];
}

/** Without the empty rows and columns around the object: most files show a small one on a large image. */
function tightBitmap({ box, data }: Bitmap): Bitmap | null {
  const { width } = box;
  const first = data.indexOf(1);
  if (first < 0) return null;
  const top = Math.floor(first / width);
  const bottom = Math.floor(data.lastIndexOf(1) / width) + 1;
  let left = width;
  let right = 0;
  for (let row = top; row < bottom; row++) {
    const pixels = data.subarray(row * width, (row + 1) * width);
    const start = pixels.indexOf(1);
    if (start < 0) continue;
    left = Math.min(left, start);
    right = Math.max(right, pixels.lastIndexOf(1) + 1);
  }
  const tight = new Uint8Array((right - left) * (bottom - top));
  for (let row = top; row < bottom; row++) {
    tight.set(data.subarray(row * width + left, row * width + right), (row - top) * (right - left));
  }
  return { box: { x: left, y: top, width: right - left, height: bottom - top }, data: tight };
}

/** One mask per number but 0, in the order of their first pixel, column by column. */
function masksOfNumbers(numbers: Values, box: PixelBox): MaskGeometry[] {
  const spansOf = spansByNumber(numbers, box, (number) => number !== 0);
  return [...spansOf.values()].map(maskFromSpans).filter((mask) => mask !== null);
}

/** One mask per value that occurs, in one pass whatever their number. */
function masksOfValues(
  values: Values,
  box: PixelBox,
  wanted: readonly number[],
): { value: number; mask: MaskGeometry }[] {
  const known = new Set(wanted);
  const spansOf = spansByNumber(values, box, (value) => known.has(value));
  return wanted.flatMap((value) => {
    const mask = maskFromSpans(spansOf.get(value) ?? []);
    return mask === null ? [] : [{ value, mask }];
  });
}

function spansByNumber(
  numbers: Values,
  { x, y, width, height }: PixelBox,
  isWanted: (number: number) => boolean,
): Map<number, number[]> {
  const spansOf = new Map<number, number[]>();
  for (let column = 0; column < width; column++) {
    let start = 0;
    let number = numbers[column] as number;
    for (let row = 1; row <= height; row++) {
      const next = row < height ? (numbers[row * width + column] as number) : -1;
      if (next === number) continue;
      if (isWanted(number)) {
        const spans = spansOf.get(number);
        if (spans) spans.push(spanPosition(x + column, y + start), spanPosition(x + column, y + row));
        else spansOf.set(number, [spanPosition(x + column, y + start), spanPosition(x + column, y + row)]);
      }
      start = row;
      number = next;
    }
  }
  return spansOf;
}

/** One number a pixel: the grey level, or the colour where any pixel is coloured. */
function greyOrColourValues(pixels: MaskPixels): Values {
  const { channels, data } = pixels;
  if (channels === 1) return data;
  for (let index = 0; index < data.length; index += 3) {
    if (data[index] !== data[index + 1] || data[index] !== data[index + 2]) return colourValues(pixels);
  }
  return largestChannel(pixels);
}

/** 16-bit channels count with their upper 8 bits. */
function colourValues({ channels, bitDepth, data }: MaskPixels): Uint32Array {
  const shift = bitDepth - 8;
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  const values = new Uint32Array(data.length / channels);
  for (let pixel = 0, at = 0; pixel < values.length; pixel++, at += channels) {
    values[pixel] =
      (((data[at] as number) >> shift) << 16) |
      (((data[at + green] as number) >> shift) << 8) |
      ((data[at + blue] as number) >> shift);
  }
  return values;
}

function largestChannel({ channels, data }: MaskPixels): Uint8Array | Uint16Array {
  if (channels === 1) return data;
  const values = new Uint16Array(data.length / 3);
  for (let pixel = 0, at = 0; pixel < values.length; pixel++, at += 3) {
    values[pixel] = Math.max(data[at] as number, data[at + 1] as number, data[at + 2] as number);
  }
  return values;
}

function hasManyValues(values: Values): boolean {
  const first = values[0];
  let second: number | undefined;
  for (let index = 1; index < values.length; index++) {
    const value = values[index];
    if (value === first || value === second) continue;
    if (second !== undefined) return true;
    second = value;
  }
  // Two values without 0 among them leave open which one is the background.
  return second !== undefined && first !== 0 && second !== 0;
}

function countOthers(values: Values, known: ReadonlySet<number>): MaskObjects['unlabelled'] {
  const pixels = new Map<number, number>();
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (!known.has(value)) pixels.set(value, (pixels.get(value) ?? 0) + 1);
  }
  return [...pixels].map(([value, count]) => ({ value, pixels: count }));
}
