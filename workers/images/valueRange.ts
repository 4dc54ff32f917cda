import type { DisplayWindow } from '../../app/model/records.ts';

const sliceLength = 1 << 16;

/** Smallest and largest value. Of no values: 0 and 0. */
export function valueRangeOf(data: Uint8Array | Uint16Array): DisplayWindow {
  const occurs = new Uint8Array(data instanceof Uint8Array ? 256 : 65536);
  for (let start = 0; start < data.length; start += sliceLength) {
    markOccurring(data.subarray(start, start + sliceLength), occurs);
    const isWholeRange = occurs[0] === 1 && occurs.at(-1) === 1;
    if (isWholeRange) break;
  }
  return { low: Math.max(occurs.indexOf(1), 0), high: Math.max(occurs.lastIndexOf(1), 0) };
}

/** Marking is faster than comparing, because nothing branches; in slices, so that it is compiled once for all images. */
function markOccurring(values: Uint8Array | Uint16Array, occurs: Uint8Array): void {
  for (let i = 0; i < values.length; i++) occurs[values[i] ?? 0] = 1;
}
