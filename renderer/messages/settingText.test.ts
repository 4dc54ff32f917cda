import { expect, test } from 'vitest';
import { bareSettingValue, networkName, settingName, settingValue } from './settingText.ts';

test('settings are shown by their names, with the names of options and units', () => {
  const shown = [
    ['architecture', 'unet'],
    ['width', 16],
    ['learningRate', 0.0025],
    ['flips', false],
    ['minutes', null],
    ['separation', 'centres'],
  ] as const;
  expect(shown.map(([key, value]) => `${settingName(key)}: ${settingValue(key, value)}`)).toEqual([
    'Network: U-Net',
    'Width: 16 channels',
    'Learning rate: 0.0025',
    'Mirroring: No',
    'Time: automatic',
    'Touching objects: by centres',
  ]);
  expect(bareSettingValue('width', 16)).toBe('16');
});

test('what this version does not know is shown as it was stored', () => {
  expect([settingName('oldSetting'), settingValue('oldSetting', 3), settingValue('architecture', 'hrnet')]).toEqual([
    'oldSetting',
    '3',
    'hrnet',
  ]);
});

test('a model says which network it has, or that it came from another program', () => {
  expect(['deeplabV3Plus', 'imported', 'hrnet'].map(networkName)).toEqual([
    'DeepLabv3+',
    'From another program',
    'hrnet',
  ]);
});
