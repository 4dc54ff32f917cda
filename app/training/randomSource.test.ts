import { expect, it } from 'vitest';
import { normalNumber, randomSource } from './randomSource.ts';

it('draws random numbers that depend on every key alone, and spread evenly', () => {
  const draw = (...keys: number[]): number[] => Array.from({ length: 4 }, randomSource(...keys));
  expect(draw(1, 2, 3)).toEqual(draw(1, 2, 3));
  const firsts = new Set(
    [draw(1, 2, 3), draw(3, 2, 1), draw(1, 3, 2), draw(1, 2, 4), draw(1, 2)].map(([first]) => first),
  );
  expect(firsts.size).toBe(5);
  const random = randomSource(7);
  const normals = Array.from({ length: 20_000 }, () => normalNumber(random));
  const mean = normals.reduce((sum, value) => sum + value, 0) / normals.length;
  const variance = normals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / normals.length;
  expect([Math.abs(mean) < 0.03, Math.abs(variance - 1) < 0.04]).toEqual([true, true]);
});
