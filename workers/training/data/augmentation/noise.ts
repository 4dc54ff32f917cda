import type { TrainConfig } from '../../../../app/training/trainConfig.ts';
import { randomSource } from '../../../../app/training/randomSource.ts';
import type { Draws } from './draws.ts';

export interface NoisePlan {
  /** Standard deviation, in standard deviations of the images. */
  readonly level: number;
  readonly seed: number;
}

export function planNoise(config: TrainConfig, draws: Draws): NoisePlan | null {
  const disturbs = draws.happens(config.noiseProbability) && config.noiseLevel > 0;
  return disturbs ? { level: draws.between(0, config.noiseLevel), seed: draws.seed() } : null;
}

const quantileCount = 2 ** 16;
let quantiles: Float32Array | null = null;

/**
 * Adds Gaussian noise to every value, white and different for each channel. A normal number is a quantile of the normal
 * distribution at 16 random bits, so none is further out than 4.3 deviations.
 */
export function addNoise({ level, seed }: NoisePlan, planes: Float32Array): void {
  quantiles ??= normalQuantiles(quantileCount);
  const table = quantiles;
  const random = randomSource(seed);
  for (let i = 0; i < planes.length; i += 2) {
    const bits = random() * 2 ** 32;
    planes[i] = (planes[i] as number) + level * (table[bits & 0xffff] as number);
    planes[i + 1] = (planes[i + 1] as number) + level * (table[bits >>> 16] as number);
  }
}

/** Quantiles at (i + 0.5) / count, from the integral of the density by the trapezium rule, scaled to a deviation of 1. */
function normalQuantiles(count: number): Float32Array {
  const found = new Float32Array(count);
  const step = 1e-4;
  const density = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  let share = 0.5;
  let x = 0;
  for (let i = count / 2; i < count; i++) {
    const wanted = (i + 0.5) / count;
    let next = share + (step / 2) * (density(x) + density(x + step));
    while (next < wanted) {
      share = next;
      x += step;
      next = share + (step / 2) * (density(x) + density(x + step));
    }
    const quantile = x + step * ((wanted - share) / (next - share));
    found[i] = quantile;
    found[count - 1 - i] = -quantile;
  }
  const deviation = Math.sqrt(found.reduce((sum, value) => sum + value * value, 0) / count);
  return found.map((value) => value / deviation);
}
