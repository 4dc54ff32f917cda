import { expect, test } from 'vitest';
import { scaleBarOf, ticksBetween, tickSteps } from './ticks.ts';

const gaps = { labelGapPx: 60, tickGapPx: 5 };

test('steps are 1, 2 or 5 times a power of ten, above and below', () => {
  const values = [0.0003, 0.002, 0.7, 1, 1.0001, 3, 5, 5.5, 10, 1000, 20_001];
  const above = (value: number) => tickSteps(1, { labelGapPx: value, tickGapPx: 5, whole: false }).major;
  const below = (value: number) => scaleBarOf(1, value).lengthMm;
  expect(values.map(above)).toEqual([0.0005, 0.002, 1, 1, 2, 5, 5, 10, 10, 1000, 50_000]);
  expect(values.map(below)).toEqual([0.0002, 0.002, 0.5, 1, 1, 2, 5, 5, 10, 1000, 20_000]);
});

test('numbers have room, small ticks too, and no pixel is cut into parts', () => {
  const pixels = (scale: number) => tickSteps(scale, { ...gaps, whole: true });
  expect([0.02, 0.5, 1, 6, 13, 64, 200].map(pixels)).toEqual([
    { major: 5000, parts: 5 },
    { major: 200, parts: 4 },
    { major: 100, parts: 5 },
    { major: 10, parts: 5 },
    { major: 5, parts: 5 },
    { major: 1, parts: 1 },
    { major: 1, parts: 1 },
  ]);
  expect(tickSteps(400, { ...gaps, whole: false })).toEqual({ major: 0.2, parts: 4 });
  expect(tickSteps(60, { labelGapPx: 60, tickGapPx: 20, whole: false })).toEqual({ major: 1, parts: 1 });
});

test('ticks are all there from end to end, beyond zero too', () => {
  expect(ticksBetween(-7, 10, { major: 10, parts: 5 })).toEqual([
    { value: -6, isMajor: false },
    { value: -4, isMajor: false },
    { value: -2, isMajor: false },
    { value: 0, isMajor: true },
    { value: 2, isMajor: false },
    { value: 4, isMajor: false },
    { value: 6, isMajor: false },
    { value: 8, isMajor: false },
    { value: 10, isMajor: true },
  ]);
  const fine = ticksBetween(0, 1, { major: 0.1, parts: 1 });
  expect([fine.length, fine.every(({ isMajor }) => isMajor)]).toEqual([11, true]);
  expect(ticksBetween(1.2, 1.4, { major: 1, parts: 1 })).toEqual([]);
});

test('a scale bar is as long as it may be', () => {
  // Ten CSS pixels a micrometre: 15 of them would fit, 10 are round.
  expect(scaleBarOf(10_000, 150)).toEqual({ lengthMm: 0.01, widthPx: 100 });
  expect(scaleBarOf(2, 150)).toEqual({ lengthMm: 50, widthPx: 100 });
  expect(scaleBarOf(0.75, 150)).toEqual({ lengthMm: 200, widthPx: 150 });
});
