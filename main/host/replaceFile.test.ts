import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { replaceFile } from './replaceFile.ts';

it('puts one file in the place of another', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'settings.json');
  replaceFile(file, 'a longer text');
  replaceFile(file, 'a text');
  expect([readdirSync(folder), readFileSync(file, 'utf8')]).toEqual([['settings.json'], 'a text']);
});

it('leaves nothing half-written where it cannot', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'taken', 'by a folder'), { recursive: true });
  expect(() => replaceFile(join(folder, 'taken'), 'a text')).toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
});
