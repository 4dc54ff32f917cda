import { expect, it } from 'vitest';
import { parseTrainConfig, type TrainConfig } from '../../../../app/training/trainConfig.ts';
import { Draws } from './draws.ts';
import { planTransform, type TransformPlan } from './transform.ts';

const draw = (config: Partial<TrainConfig>, count = 2000): TransformPlan[] =>
  Array.from({ length: count }, (_, step) =>
    planTransform(parseTrainConfig(config), new Draws(1, step, 0, 'transform')),
  );
const determinant = ({ a, b, d, e }: TransformPlan): number => a * e - b * d;
const share = (plans: readonly TransformPlan[], has: (plan: TransformPlan) => boolean): number =>
  plans.filter(has).length / plans.length;

it('leaves everything as it is where all is switched off', () => {
  const off = { flips: false, quarterTurns: false, rotationProbability: 0, scaleProbability: 0 };
  for (const { a, b, d, e, isFree } of draw(off, 50)) expect([a, b + 0, d + 0, e, isFree]).toEqual([1, 0, 0, 1, false]);
});

it('flips and turns by right angles exactly, as often as said', () => {
  const still = { rotationProbability: 0, scaleProbability: 0, flipProbability: 0.25, quarterTurnProbability: 0.6 };
  const plans = draw(still);
  expect(plans.every(({ isFree }) => !isFree)).toBe(true);
  expect(new Set(plans.flatMap(({ a, b, d, e }) => [a, b, d, e].map((value) => value + 0)))).toEqual(
    new Set([-1, 0, 1]),
  );
  expect(share(plans, (plan) => determinant(plan) === -1)).toBeCloseTo(0.25, 1);
  expect(share(plans, ({ b, e }) => b === 0 && e === 1)).toBeCloseTo(0.4, 1);
  const turned = (b: number, e: number): number => share(plans, (plan) => plan.b === b && plan.e + 0 === e);
  for (const quarter of [turned(-1, 0), turned(1, 0), turned(0, -1)]) expect(quarter).toBeCloseTo(0.2, 1);
});

it('turns and scales within what is said: angles stay right, areas change by the square', () => {
  const free = { flips: false, quarterTurns: false, rotationProbability: 0.5, scaleProbability: 0.5 };
  const plans = draw({ ...free, rotationDegrees: 30, scaleRange: 0.5 });
  for (const { a, b, d, e } of plans) {
    expect(a * b + d * e).toBeCloseTo(0, 12);
    expect(a ** 2 + d ** 2).toBeCloseTo(b ** 2 + e ** 2, 12);
  }
  const angles = plans.map(({ a, d }) => (Math.atan2(d, a) / Math.PI) * 180);
  const scales = plans.map((plan) => 1 / Math.sqrt(determinant(plan)));
  expect(Math.max(...angles)).toBeGreaterThan(29);
  expect(Math.max(...angles.map(Math.abs))).toBeLessThanOrEqual(30);
  expect([Math.min(...scales) * 1.5, Math.max(...scales) / 1.5].map((ratio) => Math.abs(ratio - 1) < 0.01)).toEqual([
    true,
    true,
  ]);
  expect(share(plans, (plan) => Math.abs(determinant(plan) - 1) > 1e-9)).toBeCloseTo(0.5, 1);
  expect(share(plans, ({ isFree }) => isFree)).toBeCloseTo(0.75, 1);
});
