import { describe, expect, it } from 'vitest';
import { parseTrainConfig } from '../../../../app/training/trainConfig.ts';
import { Draws } from './draws.ts';
import { elasticField, planElastic, shiftAt, shiftRow, type ElasticField } from './elastic.ts';

/** The cubic B-spline as a function of the distance from its node, in cells. */
function spline(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return 2 / 3 - x ** 2 + x ** 3 / 2;
  return x < 2 ? (2 - x) ** 3 / 6 : 0;
}

/** The sum over all nodes. */
function naiveShift({ spacing, columns, shiftX, shiftY }: ElasticField, u: number, v: number): [number, number] {
  let [x, y] = [0, 0];
  for (let row = 0; row < columns; row++) {
    for (let column = 0; column < columns; column++) {
      const weight = spline(u / spacing - column + 1) * spline(v / spacing - row + 1);
      x += weight * (shiftX[row * columns + column] ?? NaN);
      y += weight * (shiftY[row * columns + column] ?? NaN);
    }
  }
  return [x, y];
}

function rows(field: ElasticField): { us: Float64Array; vs: Float64Array }[] {
  return Array.from({ length: field.size }, (_, v) => {
    const [us, vs] = [new Float64Array(field.size), new Float64Array(field.size)];
    shiftRow(field, v, us, vs);
    return { us, vs };
  });
}

describe('an elastic deformation', () => {
  it('is noise on a grid under cubic B-splines, at any point and row by row', () => {
    for (const [smoothness, size] of [
      [4, 33],
      [11.5, 64],
      [200, 32],
    ] as const) {
      const field = elasticField({ shift: 2, smoothness, seed: 5 }, size);
      const found = new Float64Array(2);
      for (const [u, v] of [
        [0, 0],
        [size - 1, size - 1],
        [3, size - 2],
        [10.25, 20.5],
      ] as const) {
        const naive = naiveShift(field, u, v);
        shiftAt(field, u, v, found);
        expect(Math.hypot((found[0] ?? NaN) - naive[0], (found[1] ?? NaN) - naive[1])).toBeLessThan(1e-12);
        const row = rows(field)[v];
        if (row === undefined) continue;
        expect(Math.hypot((row.us[u] ?? NaN) - u - naive[0], (row.vs[u] ?? NaN) - v - naive[1])).toBeLessThan(1e-12);
      }
    }
  });

  it('shifts by what was said, alike as far as its smoothness says', () => {
    const [shift, smoothness, size] = [3, 12, 128];
    let [squares, products, count] = [0, 0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const { us } = rows(elasticField({ shift, smoothness, seed }, size))[seed] ?? { us: new Float64Array(size) };
      const shifts = us.map((u, i) => u - i);
      for (let i = 0; i + smoothness < size; i++) {
        squares += (shifts[i] ?? NaN) ** 2;
        products += (shifts[i] ?? NaN) * (shifts[i + smoothness] ?? NaN);
        count++;
      }
    }
    expect(Math.abs(Math.sqrt(squares / count) / shift - 1)).toBeLessThan(0.1);
    // White noise under a Gaussian is correlated by a Gaussian of twice its variance.
    expect(Math.abs(products / squares - Math.exp(-1 / 4))).toBeLessThan(0.05);
  });

  it('keeps neighbours in their order', () => {
    const config = parseTrainConfig({ elasticPixels: 100, elasticSmoothness: 24, elasticProbability: 1 });
    for (let step = 0; step < 40; step++) {
      const plan = planElastic(config, new Draws(1, step, 0, 'elastic'));
      expect(plan?.shift).toBeLessThanOrEqual(8);
      for (const { us } of rows(elasticField(plan ?? { shift: NaN, smoothness: NaN, seed: 0 }, 96))) {
        expect(us.every((u, i) => i === 0 || u > (us[i - 1] ?? NaN))).toBe(true);
      }
    }
  });

  it('comes as often as said', () => {
    const config = parseTrainConfig({ elasticProbability: 0.3 });
    const plans = Array.from({ length: 1000 }, (_, step) => planElastic(config, new Draws(1, step, 0, 'elastic')));
    expect(plans.filter((plan) => plan !== null).length / 1000).toBeCloseTo(0.3, 1);
    expect(
      planElastic({ ...config, elasticPixels: 0, elasticProbability: 1 }, new Draws(1, 1, 0, 'elastic')),
    ).toBeNull();
  });
});
