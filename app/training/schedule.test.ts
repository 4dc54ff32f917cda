import { describe, expect, it } from 'vitest';
import { learningRateAt, scheduleOf, type Schedule } from './schedule.ts';
import { defaultTrainConfig } from './trainConfig.ts';

const cosineOf = (progress: number): number => (1 + Math.cos(Math.PI * progress)) / 2;

/** Rates with a peak of 0.8 and no warm-up at some moments, worked out by hand. */
const cases: readonly { readonly schedule: Schedule; readonly rates: readonly (readonly [number, number])[] }[] = [
  {
    schedule: { kind: 'constant', peak: 0.8, warmUpSteps: 0 },
    rates: [0, 0.3, 1].map((progress) => [progress, 0.8]),
  },
  {
    schedule: { kind: 'step', peak: 0.8, warmUpSteps: 0, drops: 3, factor: 0.5 },
    rates: [
      [0, 0.8],
      [0.24, 0.8],
      [0.25, 0.4],
      [0.5, 0.2],
      [0.75, 0.1],
      [1, 0.1],
    ],
  },
  {
    schedule: { kind: 'cosine', peak: 0.8, warmUpSteps: 0, finalShare: 0.25 },
    rates: [
      [0, 0.8],
      [0.5, 0.5],
      [0.75, 0.2 + 0.6 * cosineOf(0.75)],
      [1, 0.2],
    ],
  },
  {
    schedule: { kind: 'polynomial', peak: 0.8, warmUpSteps: 0, finalShare: 0.25, power: 2 },
    rates: [
      [0, 0.8],
      [0.5, 0.35],
      [0.9, 0.206],
      [1, 0.2],
    ],
  },
  {
    schedule: { kind: 'cyclic', peak: 0.8, warmUpSteps: 0, finalShare: 0.25, cycles: 2 },
    rates: [
      [0, 0.2],
      [0.125, 0.5],
      [0.25, 0.8],
      [0.375, 0.5],
      [0.5, 0.2],
      [0.75, 0.8],
      [1, 0.2],
    ],
  },
];

describe('the learning rate', () => {
  it.each(cases)('runs as a $schedule.kind schedule says', ({ schedule, rates }) => {
    const found = rates.map(([progress]) => [progress, rounded(learningRateAt(schedule, 500, progress))]);
    expect(found).toEqual(rates.map(([progress, rate]) => [progress, rounded(rate)]));
  });

  it.each(cases)('rises over the first steps of a $schedule.kind schedule', ({ schedule }) => {
    const warm = { ...schedule, warmUpSteps: 3 };
    const shares = [0, 1, 2, 3, 4].map((step) => learningRateAt(warm, step, 0.25) / learningRateAt(schedule, 0, 0.25));
    expect(shares.map(rounded)).toEqual([0.25, 0.5, 0.75, 1, 1]);
  });

  it('follows the settings: by default a warm-up and half a cosine', () => {
    const schedule = scheduleOf({
      ...defaultTrainConfig,
      learningRate: 0.8,
      warmUpSteps: 3,
      finalLearningRateShare: 0.25,
    });
    const points = [
      [0, 0],
      [1, 0],
      [3, 0],
      [40, 0.5],
      [60, 0.75],
      [80, 1],
    ] as const;
    const rates = points.map(([step, progress]) => rounded(learningRateAt(schedule, step, progress)));
    const threeQuarters = rounded(0.8 * (0.25 + 0.75 * (0.5 - Math.SQRT1_2 / 2)));
    expect(rates).toEqual([0.2, 0.4, 0.8, 0.5, threeQuarters, 0.2]);
  });
});

function rounded(value: number): number {
  return Number(value.toFixed(12));
}
