import { expect, test } from 'vitest';
import type { Search, SearchTrial } from '../../../../app/contract/searchViews.ts';
import { isInside, parallelAxes, scoreKey } from './parallelAxes.ts';

const trial = (number: number, learningRate: number, optimiser: string, score: number | null): SearchTrial => ({
  ...{ number, runId: `run ${number}`, state: 'finished', score, points: [], durationMs: 1, error: null },
  settings: { learningRate, optimiser },
});
const search: Search = {
  ...{ id: 'a', state: 'finished', startedAt: 0, finishedAt: 1, strategy: 'random', seed: 1, prunes: true },
  space: { learningRate: { from: 1e-4, to: 1e-2, scale: 'log' }, optimiser: ['adam', 'sgd'] },
  budget: { trials: 3, minutes: null, trialMinutes: 1, trialSteps: null },
  ...{ config: {}, elapsedMs: 3, error: null },
  trials: [trial(1, 1e-4, 'adam', 0.2), trial(2, 1e-3, 'sgd', 0.6), trial(3, 1e-2, 'sgd', null)],
};

test('trials lie on the axes where their values are, scores between the worst and the best', () => {
  const axes = parallelAxes(search);
  expect(axes.map(({ key }) => key)).toEqual(['learningRate', 'optimiser', scoreKey]);
  expect(search.trials.map((one) => axes.map((axis) => axis.positionOf(one)))).toEqual([
    [0, 0.25, 0],
    [expect.closeTo(0.5, 10), 0.75, 1],
    [1, 0.75, null],
  ]);
  expect(axes[0]?.ticks.map(({ value }) => value)).toEqual([1e-4, 1e-3, 1e-2]);
  expect(axes[2]?.ticks.map(({ value }) => value)).toEqual([0.2, 0.4, 0.6]);
});

test('a brush leaves the trials inside it', () => {
  const axes = parallelAxes(search);
  const inside = (...brushes: [string, [number, number]][]): number[] =>
    search.trials.filter((one) => isInside(one, axes, new Map(brushes))).map(({ number }) => number);
  expect(inside()).toEqual([1, 2, 3]);
  expect(inside(['optimiser', [0.5, 1]])).toEqual([2, 3]);
  expect(inside(['optimiser', [0.5, 1]], [scoreKey, [0.5, 1]])).toEqual([2]);
});
