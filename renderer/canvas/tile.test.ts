import { expect, test } from 'vitest';
import { plainToning } from './displayLook.ts';
import { tableFor } from './tile.ts';

test('all tiles share one table until the look of the image changes', () => {
  const look = { ...plainToning, window: { low: 0, high: 4000 } };
  const first = tableFor(look, 16, 1);
  expect(tableFor({ ...look, window: { ...look.window }, channelsOff: [] }, 16, 1)).toBe(first);
  const others = [
    tableFor({ ...look, gamma: 2 }, 16, 1),
    tableFor({ ...look, inverted: true }, 16, 1),
    tableFor({ ...look, colourMap: 'hot' }, 16, 1),
    tableFor({ ...look, channelAlone: 'red' }, 16, 3),
    tableFor({ ...look, channelsOff: ['red'] }, 16, 3),
    tableFor({ ...look, window: { low: 1, high: 4000 } }, 16, 1),
    tableFor(look, 8, 1),
  ];
  expect(new Set([first, ...others]).size).toBe(8);
});
