import type { MaskGeometry, PixelBox } from './geometry.ts';
import { columnOf, maskFromSpans, spanPosition, type Spans, spansFromMask } from './spans.ts';

/** Pixels of `box`, row by row: 1 inside the object, 0 outside. */
export interface Bitmap {
  readonly box: PixelBox;
  readonly data: Uint8Array;
}

/**
 * Marks only where a column changes from one row to the next, then adds the marks up from row to row: that runs along
 * rows, the order of memory, four pixels at a time.
 */
export function bitmapFromSpans(spans: Spans, box: PixelBox): Bitmap {
  const { width, height } = box;
  const stride = paddedWidth(width);
  const data = new Uint8Array(stride * height);
  for (let index = 0; index < spans.length; index += 2) {
    const start = spans[index] as number;
    const column = columnOf(start);
    const columnStart = spanPosition(column, box.y);
    const offset = column - box.x;
    data[(start - columnStart) * stride + offset] = 1;
    const endRow = (spans[index + 1] as number) - columnStart;
    if (endRow < height) data[endRow * stride + offset] = 1;
  }
  const words = new Uint32Array(data.buffer);
  const wordStride = stride / WORD;
  for (let index = wordStride; index < words.length; index++) {
    words[index] = (words[index] as number) ^ (words[index - wordStride] as number);
  }
  return { box, data: withStride(data, stride, width, height) };
}

/** The reverse: notes where columns change, row by row, and sorts the notes by column (counting sort). */
export function spansFromBitmap(bitmap: Bitmap): number[] {
  const { width, height } = bitmap.box;
  const stride = paddedWidth(width);
  const data = withStride(bitmap.data, width, stride, height);
  const changes: number[] = [];
  const places = new Uint32Array(stride + 1);
  const note = (column: number, row: number) => {
    changes.push(row * stride + column);
    places[column + 1] = (places[column + 1] as number) + 1;
  };
  const last = (height - 1) * stride;
  for (let column = 0; column < width; column++) if (data[column] === 1) note(column, 0);
  const words = new Uint32Array(data.buffer, data.byteOffset, (stride * height) / WORD);
  const wordStride = stride / WORD;
  for (let row = 1, word = wordStride; row < height; row++) {
    for (let wordColumn = 0; wordColumn < wordStride; wordColumn++, word++) {
      if (words[word] === words[word - wordStride]) continue;
      for (let index = word * WORD; index < (word + 1) * WORD; index++) {
        if (data[index] !== data[index - stride]) note(index - row * stride, row);
      }
    }
  }
  for (let column = 0; column < width; column++) if (data[last + column] === 1) note(column, height);
  return changesByColumn(changes, places, stride, bitmap.box);
}

/** `places[column + 1]` is the number of changes in a column; each change is `row * stride + column`. */
function changesByColumn(changes: readonly number[], places: Uint32Array, stride: number, box: PixelBox): number[] {
  for (let column = 1; column < places.length; column++) {
    places[column] = (places[column] as number) + (places[column - 1] as number);
  }
  const spans = new Array<number>(changes.length).fill(0);
  for (const change of changes) {
    const row = Math.floor(change / stride);
    const column = change - row * stride;
    const place = places[column] as number;
    spans[place] = spanPosition(box.x + column, box.y + row);
    places[column] = place + 1;
  }
  return spans;
}

/** Pixels in one comparison. */
const WORD = 4;

function paddedWidth(width: number): number {
  return Math.ceil(width / WORD) * WORD;
}

/** Rows of `from` pixels laid out as rows of `to` pixels, cut or padded with 0, starting at a whole word. */
function withStride(data: Uint8Array, from: number, to: number, height: number): Uint8Array {
  if (from === to && data.byteOffset % WORD === 0) return data;
  const laidOut = new Uint8Array(to * height);
  const length = Math.min(from, to);
  for (let row = 0; row < height; row++) laidOut.set(data.subarray(row * from, row * from + length), row * to);
  return laidOut;
}

export function bitmapFromMask(mask: MaskGeometry): Bitmap {
  return bitmapFromSpans(spansFromMask(mask), mask.box);
}

/** The mask in its tight box; `null` where no pixel is set. */
export function maskFromBitmap(bitmap: Bitmap): MaskGeometry | null {
  return maskFromSpans(spansFromBitmap(bitmap));
}
