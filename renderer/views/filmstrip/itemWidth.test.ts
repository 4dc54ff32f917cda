import { expect, test } from 'vitest';
import { itemWidthFor } from './itemWidth.ts';

test('pictures grow with the strip, in steps and within bounds', () => {
  expect([0, 100, 150, 163, 164, 200, 250, 900].map(itemWidthFor)).toEqual([116, 116, 116, 116, 136, 176, 236, 276]);
});
