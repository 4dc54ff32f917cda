import { expect, test } from 'vitest';
import { aids as chinese } from './chinese/aids.ts';
import { measurementText } from './measurementText.ts';

test('a measurement is told in pixels, in a length where it is known, and with how the line lies', () => {
  const line = { from: { x: 0, y: 0 }, to: { x: 30, y: -40 } };
  expect(measurementText(line, null)).toBe('50 px · direction 53.1°');
  expect(measurementText({ from: line.to, to: line.from }, null)).toBe('50 px · direction 53.1°');
  expect(measurementText(line, { xMm: 0.004, yMm: 0.003 })).toBe('50 px · 0.17 mm · direction 45°');
});

test('beside another line that it meets it is told with the angle between the two', () => {
  const line = { from: { x: 0, y: 0 }, to: { x: 30, y: -40 }, arm: { x: -7, y: 0 } };
  expect(measurementText(line, null)).toBe('50 px · angle 126.9°');
  expect([chinese.measure.direction('45°'), chinese.measure.angle('45°')]).toEqual(['方向 45°', '夹角 45°']);
});
