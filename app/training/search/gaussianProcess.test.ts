import { expect, test } from 'vitest';
import { expectedImprovement } from './expectedImprovement.ts';
import { gaussianProcess } from './gaussianProcess.ts';

const points = [
  [0.1, 0.2],
  [0.4, 0.9],
  [0.75, 0.3],
  [0.9, 0.8],
  [0.5, 0.5],
];
const values = [0.3, -1.2, 0.8, 1.1, -0.4];
const parameters = { lengths: [0.3, 0.7], signalVariance: 1.4, noiseVariance: 0.05 };

/** By NumPy, from the inverse of the covariance and its determinant. */
const reference = {
  logLikelihood: -6.126714730135209,
  predictions: [
    { point: [0.2, 0.3], mean: -0.012790213391259686, variance: 0.2168855984245226 },
    { point: [0.75, 0.3], mean: 0.7771801416194005, variance: 0.0463128510355566 },
    { point: [0, 1], mean: -0.2517652352090923, variance: 1.0624792272032537 },
  ],
};

test('likelihood and predictions are those of the formulas', () => {
  const process = gaussianProcess(points, values, ['ordered', 'ordered'], parameters);
  expect(process?.logLikelihood).toBeCloseTo(reference.logLikelihood, 10);
  for (const { point, mean, variance } of reference.predictions) {
    const predicted = process?.predict(point);
    expect([predicted?.mean, predicted?.variance]).toEqual([
      expect.closeTo(mean, 10) as number,
      expect.closeTo(variance, 10) as number,
    ]);
  }
});

test('values without order are the same or apart, however far their positions lie', () => {
  const process = gaussianProcess([[0.1], [0.9]], [1, -1], ['unordered'], { ...parameters, lengths: [0.5] });
  const [near, far] = [process?.predict([0.2]), process?.predict([0.5])];
  expect(near).toEqual(far);
  expect(process?.predict([0.9]).mean).toBeLessThan(-0.9);
});

test('a point measured twice without noise is no covariance', () => {
  const same = gaussianProcess([[0.5], [0.5]], [1, 2], ['ordered'], { ...parameters, noiseVariance: 0 });
  expect(same).toBeNull();
});

test.each([
  // By Simpson's rule over the density, two million steps.
  { mean: 0.2, variance: 0.09, best: 0.5, expected: 0.024994641176305885, share: 1e-9 },
  { mean: 1, variance: 0.25, best: 0.2, expected: 0.8116209839800814, share: 1e-9 },
  { mean: -3, variance: 1, best: 1.5, expected: 6.942120456202028e-7, share: 1e-7 },
  { mean: -1, variance: 0.04, best: 1, expected: 1.494912050917874e-25, share: 1e-3 },
  { mean: 2, variance: 0, best: 1.5, expected: 0.5, share: 1e-12 },
])('expects an improvement of $expected over $best', ({ mean, variance, best, expected, share }) => {
  expect(Math.abs(expectedImprovement(mean, variance, best) / expected - 1)).toBeLessThan(share);
});
