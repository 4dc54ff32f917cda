import { expect, test } from 'vitest';
import { measurementText } from './measurementText.ts';

test('a measurement is told in pixels, in a length where it is known, and with its angle', () => {
  const line = { from: { x: 0, y: 0 }, to: { x: 30, y: -40 } };
  expect(measurementText(line, null)).toBe('50 px · 53.1°');
  expect(measurementText(line, { xMm: 0.004, yMm: 0.003 })).toBe('50 px · 0.17 mm · 45°');
});
