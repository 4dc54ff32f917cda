import { expect, test } from 'vitest';
import { type DisplaySettings, isUsual, readDisplaySettings, usualSettings, withChanges } from './displaySettings.ts';

const own: DisplaySettings = {
  gamma: 2.2,
  inverted: true,
  colourMap: 'viridis',
  channelAlone: 'green',
  channelsOff: ['red', 'blue'],
  fills: false,
  fillAlpha: 0.6,
  outlines: false,
  outlineWidthPx: 3,
  waterValue: 1000,
};

test('settings come back as they were stored', () => {
  expect(readDisplaySettings(JSON.stringify(own))).toEqual(own);
  expect(readDisplaySettings(JSON.stringify(usualSettings))).toEqual(usualSettings);
});

test('what is missing, unknown or beyond its limits is as usual, and the rest is kept', () => {
  const stored = { ...own, gamma: 99, colourMap: 'rainbow', fillAlpha: undefined, channelsOff: ['red', 'infrared'] };
  const { gamma, colourMap, fillAlpha, channelsOff } = usualSettings;
  expect(readDisplaySettings(JSON.stringify(stored))).toEqual({ ...own, gamma, colourMap, fillAlpha, channelsOff });
  for (const broken of [null, '', '{', '7', 'null', '[]']) expect(readDisplaySettings(broken)).toEqual(usualSettings);
});

test('changes keep to what can be set, and no number changes nothing', () => {
  expect(withChanges(own, { gamma: 40, fillAlpha: -1, outlineWidthPx: 0, waterValue: 1e6 })).toEqual({
    ...own,
    ...{ gamma: 10, fillAlpha: 0, outlineWidthPx: 0.5, waterValue: 65_535 },
  });
  expect(withChanges(own, { gamma: Number.NaN, inverted: false })).toEqual({ ...own, inverted: false });
});

test('tells whether anything was changed, in whatever order it was stored', () => {
  const reversed = Object.fromEntries(Object.entries(usualSettings).toReversed()) as unknown as DisplaySettings;
  expect([usualSettings, reversed, { ...usualSettings, waterValue: 0 }].map(isUsual)).toEqual([true, true, true]);
  expect(isUsual({ ...usualSettings, channelsOff: ['red'] })).toBe(false);
  expect(isUsual({ ...usualSettings, fillAlpha: 0.36 })).toBe(false);
});
