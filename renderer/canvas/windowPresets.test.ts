import { expect, test } from 'vitest';
import { presetOf, windowPresets } from './windowPresets.ts';

const slice = { bitDepth: 16, channels: 1, valueRange: { low: 0, high: 3500 } } as const;
const automatic = { low: 900, high: 1300 };

test('a slice of a tomograph has its usual windows, in stored values', () => {
  expect([...windowPresets(slice, automatic, 1024)]).toEqual([
    ['full', { low: 0, high: 3500 }],
    ['automatic', automatic],
    ['softTissue', { low: 864, high: 1264 }],
    ['lung', { low: -326, high: 1174 }],
    ['bone', { low: 524, high: 2324 }],
    ['brain', { low: 1024, high: 1104 }],
  ]);
  expect(windowPresets(slice, null, 1000).get('brain')).toEqual({ low: 1000, high: 1080 });
});

test('a window that would show nothing of the image is left out', () => {
  const air = { ...slice, valueRange: { low: 0, high: 300 } };
  expect([...windowPresets(air, null, 1024).keys()]).toEqual(['full', 'lung']);
});

test('no tomograph makes colours, 8 bits or such values', () => {
  const whole = { low: 0, high: 65_535 };
  expect([...windowPresets({ ...slice, channels: 3 }, automatic, 1024).keys()]).toEqual(['full', 'automatic']);
  expect([...windowPresets({ ...slice, valueRange: whole }, null, 1024).keys()]).toEqual(['full']);
  expect([...windowPresets({ ...slice, valueRange: { low: 31_744, high: 35_000 } }, null, 32_768).keys()]).toContain(
    'lung',
  );
  const grey = { bitDepth: 8, channels: 1, valueRange: { low: 7, high: 99 } } as const;
  expect([...windowPresets(grey, { low: 9, high: 80 }, 0)]).toEqual([
    ['full', { low: 0, high: 255 }],
    ['automatic', { low: 9, high: 80 }],
  ]);
});

test('the preset is told from the window', () => {
  const presets = windowPresets(slice, automatic, 1024);
  expect(presetOf({ low: 864, high: 1264 }, presets)).toBe('softTissue');
  expect(presetOf({ low: 0, high: 3500 }, presets)).toBe('full');
  expect(presetOf({ low: 1, high: 3500 }, presets)).toBeNull();
});
