import { expect, it } from 'vitest';
import { parseTrainConfig } from '../../../../app/training/trainConfig.ts';
import { randomSource } from '../../../../app/training/randomSource.ts';
import { changeColours, planColour } from './colour.ts';
import { Draws } from './draws.ts';

const pixels = 50;
const picture = (): Float32Array => Float32Array.from({ length: 3 * pixels }, randomSource(4)).map((v) => 255 * v);
const pixel = (planes: Float32Array, i: number): [number, number, number] => [
  planes[i] ?? NaN,
  planes[pixels + i] ?? NaN,
  planes[2 * pixels + i] ?? NaN,
];

/** Pixel by pixel, back from chroma by the standard's own rounded coefficients. */
function naive([r, g, b]: [number, number, number], saturation: number, degrees: number): number[] {
  const y = 0.299 * r + 0.587 * g + 0.114 * b;
  const i = 0.5957 * r - 0.2745 * g - 0.3213 * b;
  const q = 0.2115 * r - 0.5226 * g + 0.3111 * b;
  const angle = Math.atan2(q, i) + (degrees / 180) * Math.PI;
  const chroma = Math.hypot(i, q) * saturation;
  const [newI, newQ] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  return [y + 0.9563 * newI + 0.621 * newQ, y - 0.2721 * newI - 0.6474 * newQ, y - 1.107 * newI + 1.7046 * newQ];
}

it.each([
  [1.3, 0],
  [1, 25],
  [0.6, -140],
])('stretches by %s and turns by %s degrees, pixel by pixel', (saturation, hueDegrees) => {
  const changed = picture();
  changeColours({ saturation, hueDegrees }, changed);
  for (let i = 0; i < pixels; i++) {
    const wanted = naive(pixel(picture(), i), saturation, hueDegrees);
    pixel(changed, i).forEach((value, channel) => expect(Math.abs(value - (wanted[channel] ?? NaN))).toBeLessThan(0.3));
  }
});

it('keeps luma and grey, and comes back by the opposite turn', () => {
  const luma = ([r, g, b]: [number, number, number]): number => 0.299 * r + 0.587 * g + 0.114 * b;
  const changed = picture();
  changeColours({ saturation: 2, hueDegrees: 77 }, changed);
  for (let i = 0; i < pixels; i++) expect(luma(pixel(changed, i))).toBeCloseTo(luma(pixel(picture(), i)), 3);
  changeColours({ saturation: 0.5, hueDegrees: -77 }, changed);
  changed.forEach((value, i) => expect(value).toBeCloseTo(picture()[i] ?? NaN, 2));
  const grey = new Float32Array(3 * pixels).fill(99);
  changeColours({ saturation: 1.9, hueDegrees: 160 }, grey);
  grey.forEach((value) => expect(value).toBeCloseTo(99, 3));
});

it('comes as often as said', () => {
  const config = parseTrainConfig({ saturationProbability: 0.5, hueProbability: 0.5 });
  const plans = Array.from({ length: 1000 }, (_, step) => planColour(config, new Draws(1, step, 0, 'colour')));
  expect(plans.filter((plan) => plan === null).length / 1000).toBeCloseTo(0.25, 1);
  expect(plans.filter((plan) => plan?.saturation === 1).length / 1000).toBeCloseTo(0.25, 1);
  expect(plans.filter((plan) => plan?.hueDegrees === 0).length / 1000).toBeCloseTo(0.25, 1);
});
