import { expect, it } from 'vitest';
import { learningRateAt } from './schedule.ts';

it('rises over the first steps and falls along half a cosine', () => {
  const schedule = { peak: 0.8, warmUpSteps: 3, finalShare: 0.25 };
  const points = [
    [0, 0],
    [1, 0],
    [3, 0],
    [40, 0.5],
    [60, 0.75],
    [80, 1],
  ] as const;
  const rates = points.map(([step, progress]) => Number(learningRateAt(schedule, step, progress).toFixed(12)));
  const threeQuarters = Number((0.8 * (0.25 + 0.75 * (0.5 - Math.SQRT1_2 / 2))).toFixed(12));
  expect(rates).toEqual([0.2, 0.4, 0.8, 0.5, threeQuarters, 0.2]);
});
