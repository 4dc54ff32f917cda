import Sqlite from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { refusal } from '../../tests/fixtures/refusal.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { openDatabase } from './database.ts';
import { createProjectStore, openProjectStore, type ProjectStore } from './projectStore.ts';

test('a project keeps everything when it is closed and opened again', () => {
  const folder = join(temporaryFolder(), 'Würfel & 细胞');
  const store = closedAfterTest(createProjectStore(folder, 'Dice'));
  const image = imageRecord('i', {
    ...{ bitDepth: 16, displayWindow: { low: 12.5, high: 4000 }, pixelSpacing: { xMm: 0.00065, yMm: 0.0007 } },
    ...{ split: 'val', review: 'needsReview' },
  });
  const label = labelRecord('l', { hotkey: 'ö', categoryId: 7, supercategory: 'thing', order: 1.5 });
  const annotation = annotationRecord('a', 'i', 'l', {
    geometry: { kind: 'mask', box: { x: 3, y: 4, width: 2, height: 2 }, counts: '04' },
    source: { kind: 'model', modelId: 'm' },
    score: 0.123456789012345,
    isCrowd: true,
  });
  store.transaction(() => {
    store.images.add([image]);
    store.labels.add([label]);
    store.annotations.add([annotation]);
  });
  store.close();
  expect(readdirSync(folder)).toEqual(['project.sqlite']);

  const again = closedAfterTest(openProjectStore(folder));
  expect({
    name: again.name,
    images: again.images.list(),
    labels: again.labels.list(),
    annotations: again.annotations.ofImage('i'),
    summary: again.summary(),
  }).toEqual({
    name: 'Dice',
    images: [
      {
        ...image,
        ...{
          accepted: 1,
          areas: 1,
          suggested: 0,
          topScore: null,
          lowestScore: null,
          uncertainty: null,
          openComments: 0,
        },
        editedAt: annotation.updatedAt,
      },
    ],
    labels: [label],
    annotations: [annotation],
    summary: { path: folder, name: 'Dice', images: 1, labelled: 1, objects: 1, suggestions: 0 },
  });
});

test('a second opener is refused until the first one closes', () => {
  const folder = join(temporaryFolder(), 'project');
  const first = closedAfterTest(createProjectStore(folder, 'One'));
  expect(refusal(() => openProjectStore(folder)).code).toBe('PROJECT_IN_USE');
  first.close();
  first.close();
  expect(closedAfterTest(openProjectStore(folder)).name).toBe('One');
});

test('every opening syncs each commit and checks references', () => {
  const folder = join(temporaryFolder(), 'project');
  createProjectStore(folder, 'One').close();
  const database = openDatabase(join(folder, 'project.sqlite'));
  onTestFinished(() => void database.close());
  const settings = ['journal_mode', 'locking_mode', 'synchronous', 'foreign_keys'];
  expect(settings.map((name) => database.pragma(name, { simple: true }))).toEqual(['wal', 'exclusive', 2, 1]);
  expect(readdirSync(folder)).not.toContain('project.sqlite-shm');
});

test('a project is made in a new or empty folder only, over the leavings of a broken attempt', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'project.sqlite.new'), 'half a file');
  createProjectStore(folder, 'One').close();
  expect(refusal(() => createProjectStore(folder, 'Two')).code).toBe('PROJECT_EXISTS');

  const occupied = join(folder, 'occupied');
  mkdirSync(occupied);
  writeFileSync(join(occupied, 'letter.txt'), '');
  expect(refusal(() => createProjectStore(occupied, 'Three')).code).toBe('PROJECT_EXISTS');
  expect(refusal(() => createProjectStore(join(occupied, 'letter.txt', 'below'), 'Four')).code).toBe('FILE_UNREADABLE');
  expect(existsSync(join(occupied, 'project.sqlite'))).toBe(false);
});

test('a missing project, a foreign file and one of a newer program are told apart', () => {
  const folder = temporaryFolder();
  expect(refusal(() => openProjectStore(folder)).code).toBe('PROJECT_NOT_FOUND');

  const file = join(folder, 'project.sqlite');
  const foreign = new Sqlite(file);
  foreign.exec('CREATE TABLE recipes (name TEXT)');
  foreign.close();
  expect(refusal(() => openProjectStore(folder)).code).toBe('PROJECT_DAMAGED');

  const newer = join(folder, 'newer');
  createProjectStore(newer, 'One').close();
  const database = new Sqlite(join(newer, 'project.sqlite'));
  database.pragma('user_version = 1000');
  database.close();
  expect(refusal(() => openProjectStore(newer)).code).toBe('PROJECT_FROM_NEWER_VERSION');
});

test('a damaged file names the newest backup, and the backup opens in its place', async () => {
  const folder = join(temporaryFolder(), 'project');
  const store = closedAfterTest(createProjectStore(folder, 'One'));
  store.labels.add([labelRecord('l')]);
  store.images.add(Array.from({ length: 200 }, (_, index) => imageRecord(`i${index}`)));
  const backup = await store.backup();
  store.close();
  const file = join(folder, 'project.sqlite');
  overwrite(file, 4096, 64 * 1024);
  expect(refusal(() => openProjectStore(folder)).message).toContain(backup);
  overwrite(file, 0, 100);
  expect(refusal(() => openProjectStore(folder)).code).toBe('PROJECT_DAMAGED');

  copyFileSync(backup, file);
  const restored = closedAfterTest(openProjectStore(folder));
  expect([restored.labels.list(), restored.images.list().length]).toEqual([[labelRecord('l')], 200]);
});

function closedAfterTest(store: ProjectStore): ProjectStore {
  onTestFinished(() => store.close());
  return store;
}

function overwrite(file: string, position: number, length: number): void {
  writeSync(openSync(file, 'r+'), Buffer.alloc(length, 0xa5), 0, length, position);
}
