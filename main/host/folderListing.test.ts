import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { listFolder } from './folderListing.ts';

it('lists folders first, in natural order, with images, projects and places told apart', async () => {
  const folder = temporaryFolder();
  for (const name of ['scan 10', 'scan 9', 'My project', '.git']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'My project', 'project.sqlite'), '');
  for (const name of ['b.TIF', 'a.txt', '.hidden.png']) writeFileSync(join(folder, name), '12345');
  const listing = await listFolder(folder);
  const entry = (name: string, kind: string, byteSize: number) => ({ name, path: join(folder, name), kind, byteSize });
  expect(listing).toEqual({
    path: folder,
    parent: dirname(folder),
    entries: [
      entry('My project', 'project', 0),
      entry('scan 9', 'folder', 0),
      entry('scan 10', 'folder', 0),
      entry('a.txt', 'file', 5),
      entry('b.TIF', 'image', 5),
    ],
    places: expect.arrayContaining([{ name: 'Home', path: homedir() }]) as unknown,
  });
});

it('says in one sentence why a folder cannot be shown', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const message = async (path: string) => listFolder(path).catch((error: unknown) => String(error));
  expect(await Promise.all([join(folder, 'gone'), join(folder, 'file'), 'relative'].map(message))).toEqual([
    expect.stringContaining('is not there.'),
    expect.stringContaining('is a file, not a folder.'),
    expect.stringContaining('is not a whole path'),
  ]);
});
