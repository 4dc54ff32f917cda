import { expect, it } from 'vitest';
import { timeShares } from './timeShares.ts';

it('shares the time of the steps between computing and waiting for data', () => {
  const points = [
    { stepMs: 100, dataWaitMs: 60 },
    { stepMs: 50, dataWaitMs: 0 },
    { stepMs: 30, dataWaitMs: 0 },
  ];
  expect(timeShares(points)).toEqual({ computing: 0.75, waiting: 0.25 });
});

it('knows none before the first step', () => {
  expect(timeShares([])).toBeNull();
  expect(timeShares([{ stepMs: 0, dataWaitMs: 0 }])).toBeNull();
});
