import { expect, test } from 'vitest';
import type { LearningCurves } from '../../../app/contract/modelViews.ts';
import { fitLearningCurve } from '../../../app/training/learningCurve.ts';
import { curvePlot, curvePoints } from './curvePlot.ts';

const measured = [20, 40, 80].map((objects, repeat) => ({
  images: 1,
  objects,
  score: 0.5 + repeat / 10,
  steps: 9,
  repeat: 0,
}));
const models = [30, 40].map((objects) => ({ modelId: `m${objects}`, objects, score: 0.4 }));

function curves(points: typeof measured): LearningCurves {
  const about = { id: 'c', measuredAt: 0, minutes: 1, steps: null, validationImages: 2, isWhole: true };
  return { measured: { ...about, points }, models, sizes: [], obstacle: null };
}

test('measured points are fitted where they are enough, models where they tell more', () => {
  expect(curvePoints(curves(measured)).source).toBe('measured');
  expect(curvePoints(curves(measured.slice(0, 1))).source).toBe('models');
  expect(curvePoints({ ...curves([]), measured: null, models: [] })).toEqual({ source: 'measured', points: [] });
});

test('points and the curve stand on one ascending axis, and the curve keeps within its range', () => {
  const all = curves(measured);
  const plot = curvePlot(all, fitLearningCurve(measured));
  expect(plot.objects).toEqual([...plot.objects].sort((a, b) => a - b));
  expect(plot.objects.at(-1)).toBe(128);
  expect(plot.measured.filter((score) => score !== null)).toEqual([0.5, 0.6, 0.7]);
  expect(plot.models.filter((score) => score !== null)).toEqual([0.4, 0.4]);
  plot.fitted.forEach((score, index) => {
    if (score === null) return;
    expect(score).toBeGreaterThanOrEqual(plot.lowest[index] ?? NaN);
    expect(score).toBeLessThanOrEqual(plot.highest[index] ?? NaN);
  });
});

test('without a curve there are only points, and without points nothing', () => {
  expect(curvePlot(curves(measured), null).objects).toEqual([20, 30, 40, 40, 80]);
  expect(curvePlot({ ...curves([]), models: [] }, null).objects).toEqual([]);
});
