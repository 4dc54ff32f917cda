import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { imageRecord } from '../../../tests/fixtures/records.ts';
import { temporaryFolder } from '../../../tests/fixtures/temporaryFolder.ts';
import { createDatabaseFile } from '../database.ts';
import { databaseFile } from '../projectFolder.ts';
import { openProjectStore } from '../projectStore.ts';
import { migrate, migrations } from './migrations.ts';
import { reviewStates } from './reviewStates.ts';

/** A project as the version before left it, with edits in its history, oldest first. */
function olderProject(edits: readonly { readonly undone: boolean; readonly diff: unknown }[]): string {
  const folder = join(temporaryFolder(), 'project');
  mkdirSync(folder);
  createDatabaseFile(databaseFile(folder), (database) => {
    const before = migrations.filter(({ version }) => version < reviewStates.version);
    migrate(database, () => undefined, before);
    database.exec(
      `INSERT INTO project (id, name, created_at) VALUES (1, 'Older', 1);
       INSERT INTO images (id, name, path, storage, width, height, channels, bit_depth, value_low, value_high,
         byte_size, content_hash, done, imported_at)
       VALUES ('kept', 'kept.png', 'images/kept.png', 'copied', 640, 480, 1, 8, 0, 255, 1000, 'hash of kept', 1,
         1700000000000)`,
    );
    const insert = database.prepare(
      'INSERT INTO history (description, image_id, committed_at, undone, diff) VALUES (?, ?, 1, ?, ?)',
    );
    for (const [index, { undone, diff }] of edits.entries()) {
      insert.run(`Edit ${index}`, 'kept', Number(undone), JSON.stringify(diff));
    }
  });
  return folder;
}

test('an image marked done before, and one removed before, come back as they were by undo and redo', () => {
  const removed = imageRecord('removed');
  const { review: _review, ...others } = removed;
  const folder = olderProject([
    { undone: false, diff: [{ table: 'images', id: 'removed', before: { ...others, done: true }, after: null }] },
    { undone: false, diff: [{ table: 'images', id: 'kept', before: { done: false }, after: { done: true } }] },
    { undone: true, diff: [{ table: 'images', id: 'kept', before: { split: null }, after: { split: 'val' } }] },
  ]);
  const store = openProjectStore(folder);
  onTestFinished(() => store.close());
  const kept = imageRecord('kept');
  expect(store.images.get('kept')).toEqual({ ...kept, review: 'done' });

  store.edits.redo();
  expect(store.images.get('kept')).toEqual({ ...kept, review: 'done', split: 'val' });
  store.edits.undo();
  store.edits.undo();
  expect(store.images.get('kept')).toEqual(kept);
  store.edits.undo();
  expect(store.images.get('removed')).toEqual({ ...removed, review: 'done' });
  store.edits.redo();
  store.edits.redo();
  expect([store.images.has('removed'), store.images.get('kept').review]).toEqual([false, 'done']);
});

test('edits of objects and labels in the history stay byte for byte what they were', () => {
  const diff = [{ table: 'annotations', id: 'a', before: { status: 'suggested' }, after: { status: 'done' } }];
  const folder = olderProject([{ undone: false, diff }]);
  openProjectStore(folder).close();
  const stored: unknown[] = [];
  createDatabaseFile(databaseFile(folder), (database) => {
    stored.push(database.prepare('SELECT diff FROM history').pluck().get());
  });
  expect(stored).toEqual([JSON.stringify(diff)]);
});
