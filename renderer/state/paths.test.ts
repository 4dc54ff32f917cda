import { expect, it } from 'vitest';
import { baseName, folderOf, joinPath } from './paths.ts';

it.each([
  ['/data/scans/a.png', '/data/scans', 'a.png'],
  ['/data', '/', 'data'],
  ['/data/scans/', '/data', 'scans'],
  ['C:\\scans\\a.png', 'C:\\scans', 'a.png'],
  ['C:\\scans', 'C:\\', 'scans'],
])('takes %s apart and puts it together', (path, folder, name) => {
  expect([folderOf(path), baseName(path)]).toEqual([folder, name]);
  expect(joinPath(folder, name)).toBe(path.replace(/[\\/]$/, ''));
});

it('leaves a root as it is', () => {
  expect(folderOf('/')).toBe('/');
});
