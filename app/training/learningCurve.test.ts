import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adviseOnCurve, objectsForGain } from './curveAdvice.ts';
import { errorAt, fitLearningCurve, type CurvePoint, type PowerLaw } from './learningCurve.ts';

const pointsOf = (law: PowerLaw, sizes: readonly number[], noise: readonly number[] = []): CurvePoint[] =>
  sizes.map((objects, index) => ({ objects, score: 1 - errorAt(law, objects) + (noise[index] ?? 0) }));

test('a known curve is found again from points on it', () => {
  const anyLaw = fc.record({
    a: fc.double({ min: 0.3, max: 1.5, noNaN: true }),
    b: fc.double({ min: 0.25, max: 1.5, noNaN: true }),
    c: fc.double({ min: 0, max: 0.3, noNaN: true }),
  });
  fc.assert(
    fc.property(anyLaw, (law) => {
      const sizes = [8, 16, 40, 100, 250];
      const points = pointsOf(law, sizes).filter(({ score }) => score >= 0);
      fc.pre(points.length >= 4);
      const fit = fitLearningCurve(points);
      if (fit === null) throw new Error('There are points enough.');
      for (const { objects, score } of points) expect(1 - errorAt(fit.best, objects)).toBeCloseTo(score, 4);
      expect(fit.best.b).toBeCloseTo(law.b, 1);
    }),
    { numRuns: 40 },
  );
});

test('the least squares are those of a Gauss-Newton iteration by numpy on scattered points', () => {
  const points = [10, 20, 40, 80, 160, 320].map((objects, index) => ({
    objects,
    score: [0.52, 0.63, 0.7, 0.765, 0.79, 0.815][index] ?? 0,
  }));
  const fit = fitLearningCurve(points);
  expect(fit?.best.a).toBeCloseTo(1.2376, 3);
  expect(fit?.best.b).toBeCloseTo(0.55052, 4);
  expect(fit?.best.c).toBeCloseTo(0.13217, 4);
});

test('advice names the objects of the curve, with a range that holds the truth', () => {
  const law = { a: 1.2, b: 0.5, c: 0.1 };
  const points = pointsOf(law, [25, 50, 100, 200], [0.002, -0.003, 0.001, 0]);
  const advice = adviseOnCurve(points);
  const truth = objectsForGain(law, 200, 0.02) ?? NaN;
  expect(truth).toBeGreaterThan(100);
  if (advice.kind !== 'more') throw new Error(`The advice was ${advice.kind}`);
  expect(advice.objects / truth).toBeGreaterThan(0.5);
  expect(advice.objects / truth).toBeLessThan(2);
  expect(advice.least).toBeLessThanOrEqual(truth);
  expect(advice.most ?? Infinity).toBeGreaterThanOrEqual(truth);
});

test('where the curve is flat, more objects are not advised', () => {
  const advice = adviseOnCurve(pointsOf({ a: 4, b: 1.8, c: 0.2 }, [50, 100, 200, 400]));
  expect(advice.kind).toBe('flat');
  if (advice.kind !== 'flat') return;
  expect(advice.reachable).toBeCloseTo(0.8, 2);
  expect(advice.lowest).toBeLessThanOrEqual(advice.reachable);
  expect(advice.highest).toBeGreaterThanOrEqual(advice.reachable);
  expect(adviseOnCurve(pointsOf({ a: 0, b: 1, c: 0.4 }, [10, 20, 40])).kind).toBe('flat');
});

test('scores that fall with more objects are no reason to label more', () => {
  const falling = [10, 20, 40].map((objects, index) => ({ objects, score: 0.8 - 0.1 * index }));
  expect(fitLearningCurve(falling)?.best.a).toBe(0);
  expect(adviseOnCurve(falling).kind).toBe('flat');
});

test('fewer than three sizes say nothing, however many points there are', () => {
  const two = [10, 10, 20, 20].map((objects) => ({ objects, score: 0.5 }));
  expect(fitLearningCurve(two)).toBeNull();
  expect(adviseOnCurve(two)).toEqual({ kind: 'unknown', sizes: 2 });
  expect(adviseOnCurve([])).toEqual({ kind: 'unknown', sizes: 0 });
  expect(() => fitLearningCurve(pointsOf({ a: 0.1, b: 1, c: 0 }, [0, 1, 2]))).toThrow(RangeError);
});
