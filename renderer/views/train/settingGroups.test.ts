import { expect, test } from 'vitest';
import { trainConfigKeys } from '../../../app/training/trainConfig.ts';
import { isInForm, settingGroups, settingsOf } from './settingGroups.ts';
import { settingMatches } from './settingSearch.ts';

test('every setting of the form stands in one group, in the order of the configuration', () => {
  const shown = settingGroups.flatMap((group) => settingsOf(group, true));
  expect(shown.toSorted()).toEqual(trainConfigKeys.filter(isInForm).toSorted());
  expect(settingsOf('network', false)).toEqual([
    'architecture',
    'width',
    'depth',
    'separation',
    'normalisation',
    'dropout',
  ]);
  expect(trainConfigKeys.filter((key) => !isInForm(key))).toContain('minutes');
  expect(settingsOf('learning', true).slice(0, 1)).not.toEqual(settingsOf('learning', false).slice(0, 1));
  expect(settingsOf('learning', false)).not.toContain('freezeLayers');
});

test('settings are found by parts of their name, of their options, and by the key of the command line', () => {
  const found = (query: string): readonly string[] =>
    settingGroups.flatMap((group) => settingsOf(group, false)).filter((key) => settingMatches(key, query));
  expect(found('deeplabv3+')).toEqual(['architecture']);
  expect(found('cyclic  SCHEDULE')).toEqual(['schedule', 'scheduleCycles']);
  expect(found('patchSize')).toEqual(['patchSize']);
  expect(found('no such thing')).toEqual([]);
});
