import { expect, test } from 'vitest';
import { FILL_ALPHA, OUTLINE_WIDTH, smallFillAlpha } from './objectLook.ts';

const look = (fillAlpha: number, outlineWidthPx: number) => {
  const wanted = { fillAlpha, outlineWidthPx };
  return [smallFillAlpha(wanted, false), smallFillAlpha(wanted, true)].map((alpha) => Number(alpha.toFixed(3)));
};

test('objects too small for an outline are seen as long as larger ones are', () => {
  expect(look(FILL_ALPHA, OUTLINE_WIDTH)).toEqual([0.7, 0.85]);
  expect(look(0, OUTLINE_WIDTH)).toEqual([0.7, 0.85]);
  expect(look(1, OUTLINE_WIDTH)).toEqual([1, 1]);
  expect(look(0.1, 0)).toEqual([0.2, 0.243]);
  expect(look(0, 0)).toEqual([0, 0]);
});
