import { expect, it } from 'vitest';
import { parseTrainConfig } from '../../../../app/training/trainConfig.ts';
import { randomSource } from '../../../../app/training/randomSource.ts';
import { blur, planBlur } from './blur.ts';
import { Draws } from './draws.ts';

const size = 12;
const planes = (): Float32Array => Float32Array.from({ length: 2 * size * size }, randomSource(6));

/** Over the whole square of neighbours, beyond the border those of the picture mirrored at its edge. */
function naive(values: Float32Array, deviation: number): number[] {
  const radius = Math.ceil(3 * deviation);
  const inside = (i: number): number => (i < 0 ? -1 - i : i >= size ? 2 * size - 1 - i : i);
  return Array.from(values, (_, at) => {
    const [start, x, y] = [at - (at % (size * size)), at % size, Math.floor((at % (size * size)) / size)];
    let [sum, total] = [0, 0];
    for (let j = -radius; j <= radius; j++) {
      for (let i = -radius; i <= radius; i++) {
        const weight = Math.exp(-(i * i + j * j) / (2 * deviation ** 2));
        sum += weight * (values[start + inside(y + j) * size + inside(x + i)] ?? NaN);
        total += weight;
      }
    }
    return sum / total;
  });
}

it.each([0.3, 1, 2.7])('is a Gaussian of deviation %s', (deviation) => {
  const blurred = planes();
  blur(deviation, blurred, size);
  const wanted = naive(planes(), deviation);
  expect(Math.max(...wanted.map((value, i) => Math.abs(value - (blurred[i] ?? NaN))))).toBeLessThan(1e-6);
});

it('leaves a picture as it is where it is weak, and a flat one always; blurs beyond its own size', () => {
  const still = planes();
  blur(0.1, still, size);
  expect(still).toEqual(planes());
  const flat = new Float32Array(size * size).fill(3);
  blur(20, flat, size);
  flat.forEach((value) => expect(value).toBeCloseTo(3, 5));
});

it('comes as often and as strong as said', () => {
  const config = parseTrainConfig({ blurPixels: 2, blurProbability: 0.5 });
  const drawn = Array.from({ length: 1000 }, (_, step) => planBlur(config, new Draws(1, step, 0, 'blur')));
  expect(drawn.filter((deviation) => deviation > 0).length / 1000).toBeCloseTo(0.5, 1);
  expect([Math.max(...drawn) > 1.95, Math.max(...drawn) <= 2]).toEqual([true, true]);
});
