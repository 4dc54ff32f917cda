import { expect, test } from 'vitest';
import { stripFor, stripPlace } from './rulerStrip.ts';

test('a strip serves a pan as far as it reaches, and no other scale or a longer view', () => {
  const view = { pxPerUnit: 2, zeroPx: 30, lengthPx: 400 };
  const strip = stripFor(view);
  const panned = (px: number) => stripPlace(strip, { ...view, zeroPx: 30 + px });
  expect(strip).toEqual({ pxPerUnit: 2, zeroPx: 230, lengthPx: 800 });
  expect([0, 200, -200, 201, -201].map(panned)).toEqual([-200, 0, -400, null, null]);
  expect(stripPlace(strip, { ...view, pxPerUnit: 2.1 })).toBeNull();
  expect(stripPlace(strip, { ...view, lengthPx: 601 })).toBeNull();
});
