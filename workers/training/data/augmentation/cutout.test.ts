import { expect, it } from 'vitest';
import { parseTrainConfig } from '../../../../app/training/trainConfig.ts';
import { hide, ignoreHidden, planCutout } from './cutout.ts';
import { Draws } from './draws.ts';

it('hides a square in every plane, and takes it out of the losses', () => {
  const square = { x: 1, y: 2, width: 3, height: 2 };
  const isHidden = (i: number): boolean => {
    const [x, y] = [i % 6, Math.floor((i % 36) / 6)];
    return x >= 1 && x < 4 && y >= 2 && y < 4;
  };
  const planes = new Float32Array(72).fill(5);
  hide(square, planes, 6);
  expect([...planes]).toEqual(Array.from({ length: 72 }, (_, i) => (isHidden(i) ? 0 : 5)));
  const classes = new Float32Array(36).fill(1);
  ignoreHidden(square, classes, 6);
  expect([...classes]).toEqual(Array.from({ length: 36 }, (_, i) => (isHidden(i) ? 255 : 1)));
});

it('lies in the cut-out, as large and as often as said', () => {
  const config = parseTrainConfig({ patchSize: 64, cutoutShare: 0.5, cutoutProbability: 0.5 });
  const plans = Array.from({ length: 2000 }, (_, step) => planCutout(config, new Draws(1, step, 0, 'cutout')));
  const squares = plans.filter((plan) => plan !== null);
  expect(squares.length / 2000).toBeCloseTo(0.5, 1);
  for (const { x, y, width, height } of squares) {
    expect([x >= 0, y >= 0, width > 0, height > 0, x + width <= 64, y + height <= 64].every(Boolean)).toBe(true);
    expect(Math.max(width, height)).toBeLessThanOrEqual(32);
  }
  expect(Math.max(...squares.map(({ width }) => width))).toBeGreaterThan(30);
});
