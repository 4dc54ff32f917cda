import { expect, test } from 'vitest';
import { automaticWindow, displayTable, histogramOf, paintThroughTable } from './displayLookup.ts';

test('shows the low end black, the high end white and the middle grey', () => {
  const table = displayTable({ low: 1000, high: 3000 }, 16);
  expect([0, 999, 1000, 2000, 3000, 65_535].map((value) => table[value])).toEqual([0, 0, 0, 128, 255, 255]);
});

test('paints grey and colour pixels through the table', () => {
  const table = displayTable({ low: 0, high: 510 }, 16);
  const grey = new Uint8ClampedArray(8);
  paintThroughTable(Uint16Array.of(0, 510), 1, 1, table, grey);
  expect([...grey]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
  const colour = new Uint8ClampedArray(4);
  paintThroughTable(Uint16Array.of(510, 255, 0), 3, 3, table, colour);
  expect([...colour]).toEqual([255, 128, 0, 255]);
});

test('the automatic window leaves out rare values at both ends', () => {
  const pixels = new Uint16Array(10_000).fill(500);
  pixels.fill(900, 0, 4000);
  pixels[5000] = 0;
  pixels[5001] = 65_535;
  const histogram = histogramOf(pixels, 1, 1, { low: 0, high: 1023 });
  expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(10_000);
  expect(automaticWindow(histogram)).toEqual({ low: 496, high: 903 });
});
