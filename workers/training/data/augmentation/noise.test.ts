import { expect, it } from 'vitest';
import { parseTrainConfig } from '../../../../app/training/trainConfig.ts';
import { Draws } from './draws.ts';
import { addNoise, planNoise } from './noise.ts';

const count = 200_000;
const noise = (seed: number): Float32Array => {
  const planes = new Float32Array(count);
  addNoise({ level: 1, seed }, planes);
  return planes;
};
const mean = (of: (i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < count - 1; i++) sum += of(i);
  return sum / (count - 1);
};

it('is normal, and white', () => {
  const drawn = noise(1);
  const at = (i: number): number => drawn[i] ?? NaN;
  expect(Math.abs(mean(at))).toBeLessThan(0.01);
  expect(Math.abs(mean((i) => at(i) ** 2) - 1)).toBeLessThan(0.02);
  expect(Math.abs(mean((i) => at(i) ** 4) - 3)).toBeLessThan(0.1);
  expect(Math.abs(mean((i) => at(i) * at(i + 1)))).toBeLessThan(0.01);
  // Shares of the normal distribution within one, two and three deviations.
  for (const [deviations, share] of [
    [1, 0.6827],
    [2, 0.9545],
    [3, 0.9973],
  ] as const) {
    expect(Math.abs(mean((i) => Number(Math.abs(at(i)) < deviations)) - share)).toBeLessThan(0.005);
  }
});

it('is the same for the same seed, added to what is there, and grows with its level', () => {
  expect(noise(7)).toEqual(noise(7));
  expect(noise(7)).not.toEqual(noise(8));
  const planes = new Float32Array(64).fill(10);
  addNoise({ level: 0.5, seed: 7 }, planes);
  planes.forEach((value, i) => expect(value).toBeCloseTo(10 + 0.5 * (noise(7)[i] ?? NaN), 5));
});

it('comes as often and as strong as said', () => {
  const config = parseTrainConfig({ noiseLevel: 0.2, noiseProbability: 0.4 });
  const plans = Array.from({ length: 1000 }, (_, step) => planNoise(config, new Draws(1, step, 0, 'noise')));
  expect(plans.filter((plan) => plan !== null).length / 1000).toBeCloseTo(0.4, 1);
  const largest = Math.max(...plans.map((plan) => plan?.level ?? 0));
  expect([largest > 0.195, largest <= 0.2]).toEqual([true, true]);
});
