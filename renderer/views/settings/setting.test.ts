import { expect, test, vi } from 'vitest';

/** jsdom has no media queries; the theme asks one when it is loaded. */
vi.hoisted(() => vi.stubGlobal('matchMedia', () => ({ matches: false })));

import { settingMatches } from './setting.ts';
import { allSettings } from './settings.ts';

function found(search: string): string[] {
  return allSettings()
    .filter((setting) => settingMatches(setting, setting.section, search))
    .map(({ id }) => id);
}

test('settings are found by their names, their choices and their section', () => {
  expect(['dark', '中文', 'smooth amount', 'appearance theme', 'nothing of this'].map(found)).toEqual([
    ['theme'],
    ['language'],
    [],
    ['theme'],
    [],
  ]);
  expect(found('smooth')).toEqual(['smoothsLines', 'smoothingPx']);
});
