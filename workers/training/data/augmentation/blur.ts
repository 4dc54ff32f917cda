import type { TrainConfig } from '../../../../app/training/trainConfig.ts';
import { mirrored } from '../mirrored.ts';
import type { Draws } from './draws.ts';

/** Standard deviation of the blur in pixels, or 0. */
export function planBlur(config: TrainConfig, draws: Draws): number {
  const blurs = draws.happens(config.blurProbability);
  const deviation = draws.between(0, config.blurPixels);
  return blurs ? deviation : 0;
}

/** Below this the middle weight is 1 to three digits. */
const smallestDeviation = 0.25;

/**
 * Gaussian blur of planes of (size, size), along rows, then along columns; weights end at three deviations and sum to 1,
 * and beyond the border a plane goes on mirrored.
 */
export function blur(deviation: number, planes: Float32Array, size: number): void {
  if (deviation < smallestDeviation) return;
  const radius = Math.ceil(3 * deviation);
  const weights = Float64Array.from({ length: radius + 1 }, (_, i) => Math.exp(-0.5 * (i / deviation) ** 2));
  const total = weights.reduce((sum, weight, i) => sum + (i === 0 ? weight : 2 * weight), 0);
  const kernel = weights.map((weight) => weight / total);
  const between = new Float32Array(size * size);
  for (let start = 0; start < planes.length; start += size * size) {
    const plane = planes.subarray(start, start + size * size);
    blurRows(plane, between, size, kernel);
    blurColumns(between, plane, size, kernel);
  }
}

function blurRows(from: Float32Array, to: Float32Array, size: number, kernel: Float64Array): void {
  const radius = kernel.length - 1;
  const padded = new Float32Array(size + 2 * radius);
  for (let row = 0; row < size * size; row += size) {
    for (let i = 0; i < padded.length; i++) padded[i] = from[row + mirrored(i - radius, size)] as number;
    for (let x = 0; x < size; x++) {
      let sum = (kernel[0] as number) * (padded[x + radius] as number);
      for (let k = 1; k <= radius; k++) {
        sum += (kernel[k] as number) * ((padded[x + radius - k] as number) + (padded[x + radius + k] as number));
      }
      to[row + x] = sum;
    }
  }
}

/** Row by row, the order of memory. */
function blurColumns(from: Float32Array, to: Float32Array, size: number, kernel: Float64Array): void {
  for (let y = 0; y < size; y++) {
    const row = y * size;
    for (let x = 0; x < size; x++) to[row + x] = (kernel[0] as number) * (from[row + x] as number);
    for (let k = 1; k < kernel.length; k++) {
      const weight = kernel[k] as number;
      const above = mirrored(y - k, size) * size;
      const below = mirrored(y + k, size) * size;
      for (let x = 0; x < size; x++) {
        to[row + x] = (to[row + x] as number) + weight * ((from[above + x] as number) + (from[below + x] as number));
      }
    }
  }
}
