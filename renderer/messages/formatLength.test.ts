import { expect, test } from 'vitest';
import { formatArea, formatExtent, formatLength } from './formatLength.ts';

test('lengths have three digits in a unit that suits them, and all that stand before the point', () => {
  expect([0.0000042, 0.00065, 0.0421, 0.1, 2.34567, 56.789, 1234.5].map(formatLength)).toEqual([
    ...['4.2 nm', '0.65 µm', '42.1 µm', '0.1 mm', '2.35 mm', '56.8 mm', '1,235 mm'],
  ]);
});

test('areas and extents go by the size of pixels in each direction', () => {
  expect(formatArea(1000, { xMm: 0.5, yMm: 0.25 })).toBe('125 mm²');
  expect(formatArea(1000, { xMm: 0.00065, yMm: 0.00065 })).toBe('423 µm²');
  expect(formatExtent(40, 10, { xMm: 0.5, yMm: 2 })).toBe('20 × 20 mm');
  expect(formatExtent(400, 30, { xMm: 0.00065, yMm: 0.00065 })).toBe('260 × 19.5 µm');
  const millimetres = { xMm: 1, yMm: 1 };
  expect([formatArea(0, millimetres), formatExtent(0, 5, millimetres)]).toEqual(['0 nm²', '0 × 5 mm']);
});
