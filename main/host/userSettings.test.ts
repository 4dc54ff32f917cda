import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { createUserSettings } from './userSettings.ts';

test('recent projects are kept newest first, each once, and say whether they are still there', () => {
  const folder = temporaryFolder();
  const [here, gone] = [join(folder, 'here'), join(folder, 'gone')];
  mkdirSync(here);
  writeFileSync(join(here, 'project.sqlite'), '');
  const settings = createUserSettings(join(folder, 'settings'));
  settings.rememberProject(here, 'Here');
  settings.rememberProject(gone, 'Gone');
  settings.rememberProject(`${here}/`, 'Here again');
  const seen = createUserSettings(join(folder, 'settings')).recentProjects();
  expect(seen.map(({ path, name, exists }) => ({ path, name, exists }))).toEqual([
    { path: here, name: 'Here again', exists: true },
    { path: gone, name: 'Gone', exists: false },
  ]);
  settings.forgetProject(gone);
  expect(settings.recentProjects().map(({ path }) => path)).toEqual([here]);
  expect(readdirSync(join(folder, 'settings'))).toEqual(['settings.json']);
});

test('the list is bounded, and a file that cannot be read is begun anew', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'settings.json'), '{"recentProjects": "many"}');
  const settings = createUserSettings(folder);
  expect(settings.recentProjects()).toEqual([]);
  for (let number = 0; number < 25; number++) settings.rememberProject(join(folder, `${number}`), `${number}`);
  expect(settings.recentProjects().map(({ name }) => name)).toEqual(
    Array.from({ length: 20 }, (_, index) => `${24 - index}`),
  );
});
