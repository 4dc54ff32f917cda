import { performance } from 'node:perf_hooks';
import { bitmapFromMask, maskFromBitmap } from '../../app/geometry/bitmap.ts';
import { maskFromPolygon } from '../../app/geometry/rasterise.ts';
import { circle } from './circle.ts';

const maskSize = 2048;
const rounds = 5;

export interface RleCodingMeasurement {
  readonly name: string;
  readonly textLength: number;
  /** Medians: pixels to compressed text, and back. */
  readonly encodeMs: number;
  readonly decodeMs: number;
}

/** Codes a mask of 2048 x 2048 pixels: 1,024 round objects with holes. */
export function benchRleCoding(): RleCodingMeasurement {
  const size = { width: maskSize, height: maskSize };
  const parts = Array.from({ length: 1024 }, (_, index) => {
    const centre = [32 + 64 * (index % 32), 32 + 64 * Math.floor(index / 32)] as const;
    return { outline: circle(...centre, 30), holes: [circle(...centre, 12)] };
  });
  const drawn = maskFromPolygon({ kind: 'polygon', parts }, size);
  if (drawn === null) throw new Error('the mask is empty');
  const bitmap = bitmapFromMask(drawn);
  const encodeMs = medianMs(() => void maskFromBitmap(bitmap));
  const decodeMs = medianMs(() => void bitmapFromMask(drawn));
  return { name: 'code a mask of 2048 x 2048 pixels', textLength: drawn.counts.length, encodeMs, decodeMs };
}

function medianMs(work: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[rounds >> 1] ?? NaN;
}
