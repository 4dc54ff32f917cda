import { expect, it } from 'vitest';
import { parseTrainConfig } from '../../../../app/training/trainConfig.ts';
import { randomSource } from '../../../../app/training/randomSource.ts';
import { Draws } from './draws.ts';
import { changeLight, planLight, type LightPlan } from './light.ts';

const planes = (): Float32Array => Float32Array.from({ length: 3 * 64 }, randomSource(3)).map((value) => 5 * value - 2);

function naive({ brightness, contrast, gamma, isInverted }: LightPlan, shown: Float32Array): number[] {
  const values = shown.map((value) => (isInverted ? -value : value));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Array.from(values, (value) => {
    const bent = low + (high - low) * ((value - low) / (high - low)) ** gamma;
    return mean + (bent - mean) * contrast + brightness;
  });
}

it.each([
  { brightness: 0.3, contrast: 1, gamma: 1, isInverted: false },
  { brightness: 0, contrast: 0.7, gamma: 1, isInverted: false },
  { brightness: 0, contrast: 1, gamma: 0.55, isInverted: false },
  { brightness: -0.2, contrast: 1.4, gamma: 1.8, isInverted: true },
  { brightness: 0, contrast: 1, gamma: 1, isInverted: true },
])('changes light as the formula says: %o', (plan) => {
  const changed = planes();
  changeLight(plan, changed);
  const wrong = naive(plan, planes()).map((value, i) => Math.abs(value - (changed[i] ?? NaN)));
  expect(Math.max(...wrong)).toBeLessThan(5 * plan.contrast * 1e-3);
});

it('leaves a plan of nothing, and a picture of one value, in peace', () => {
  const changed = planes();
  changeLight({ brightness: 0, contrast: 1, gamma: 1, isInverted: false }, changed);
  expect(changed).toEqual(planes());
  const flat = new Float32Array(16).fill(2);
  changeLight({ brightness: 0.5, contrast: 3, gamma: 2, isInverted: false }, flat);
  expect(flat).toEqual(new Float32Array(16).fill(2.5));
});

it('draws each change as often and as far as said', () => {
  const config = parseTrainConfig({
    ...{ brightnessRange: 0.5, brightnessProbability: 0.2 },
    ...{ contrastRange: 0.5, contrastProbability: 0.5, gammaRange: 0.25, gammaProbability: 0.8 },
    inversionProbability: 0.3,
  });
  const plans = Array.from({ length: 2000 }, (_, step) => planLight(config, new Draws(1, step, 0, 'light')));
  const share = (has: (plan: LightPlan) => boolean): number => plans.filter(has).length / plans.length;
  expect(share(({ brightness }) => brightness !== 0)).toBeCloseTo(0.2, 1);
  expect(share(({ contrast }) => contrast !== 1)).toBeCloseTo(0.5, 1);
  expect(share(({ gamma }) => gamma !== 1)).toBeCloseTo(0.8, 1);
  expect(share(({ isInverted }) => isInverted)).toBeCloseTo(0.3, 1);
  const largest = (of: (plan: LightPlan) => number): number => Math.max(...plans.map(of));
  expect(largest(({ brightness }) => Math.abs(brightness))).toBeLessThanOrEqual(0.5);
  expect(largest(({ contrast }) => Math.max(contrast, 1 / contrast))).toBeLessThanOrEqual(1.5 + 1e-12);
  expect(largest(({ gamma }) => Math.max(gamma, 1 / gamma))).toBeLessThanOrEqual(1.25 + 1e-12);
  expect(largest(({ contrast }) => contrast)).toBeGreaterThan(1.49);
});
