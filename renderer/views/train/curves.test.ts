import { expect, test } from 'vitest';
import type { LossPoint, ValidationPoint } from '../../../app/contract/views.ts';
import { alignCurves, latestAt } from './curves.ts';

const lossAt = (step: number, loss: number): LossPoint => ({ step, loss, learningRate: 0, stepMs: 1, dataWaitMs: 0 });
const checkAt = (step: number, dice: number, best: boolean): ValidationPoint => ({
  step,
  loss: 1,
  dice,
  dicePerLabel: {},
  objects: best ? { mean: dice / 2, atHalf: dice } : null,
  best,
});

test('losses and checks share one step axis', () => {
  const curves = alignCurves(
    [lossAt(1, 4), lossAt(2, 2), lossAt(4, 1)],
    [checkAt(2, 0.5, true), checkAt(3, 0.7, true), checkAt(4, 0.6, false)],
    0.5,
  );
  expect(curves).toEqual({
    steps: [1, 2, 3, 4],
    loss: [4, 2, null, 1],
    // Weights of the past: 1/2, 1/4, ... over their sum.
    smoothLoss: [4, (2 * 0.5 + 4 * 0.25) / 0.75, null, (1 * 0.5 + 2 * 0.25 + 4 * 0.125) / 0.875],
    validationLoss: [null, 1, 1, 1],
    dice: [null, 0.5, 0.7, 0.6],
    objectsMean: [null, 0.25, 0.35, null],
    objectsAtHalf: [null, 0.5, 0.7, null],
    bestIndex: 2,
  });
  expect([0, 1, 3].map((index) => latestAt(curves.dice, index))).toEqual([null, 0.5, 0.6]);
});

test('without smoothing the smooth curve is the curve, and a run may have no point yet', () => {
  expect(alignCurves([lossAt(1, 3), lossAt(2, 5)], [], 0).smoothLoss).toEqual([3, 5]);
  expect(alignCurves([], [], 0.9)).toMatchObject({ steps: [], bestIndex: null });
});
