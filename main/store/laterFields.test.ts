import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RecordDiff } from '../../app/model/diff.ts';
import { annotationRecord, commentRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { databaseFile } from './projectFolder.ts';
import { createProjectStore, openProjectStore } from './projectStore.ts';

const image = imageRecord('image');
const label = labelRecord('label');
const object = annotationRecord('object', 'image', 'label');

test('a removal of an earlier version, whose records lack later fields, is undone and told whole', () => {
  const store = createProjectStore(join(temporaryFolder(), 'project'), 'Earlier');
  store.images.add([image]);
  store.labels.add([label]);
  store.annotations.add([object]);
  const removal: RecordDiff = [
    { table: 'annotations', before: object, after: null },
    { table: 'labels', before: label, after: null },
    { table: 'images', before: image, after: null },
  ];
  store.edits.commit(removal, 'Remove image');
  store.close();

  const file = new Sqlite(databaseFile(store.folder));
  const stored = file.prepare<[], string>('SELECT diff FROM history').pluck().get() ?? '';
  const later = ['attributes', 'groupId', 'tags', 'pixelSpacing'];
  const earlier = JSON.stringify(JSON.parse(stored), (key, value: unknown) =>
    later.includes(key) ? undefined : value,
  );
  file.prepare('UPDATE history SET diff = ?').run(earlier);
  file.close();

  const again = openProjectStore(store.folder);
  onTestFinished(() => again.close());
  const undone = again.edits.undo();
  expect([again.images.get('image'), again.labels.list(), again.annotations.ofImage('image')]).toEqual([
    image,
    [label],
    [object],
  ]);
  expect(new Set(undone?.diff.map(({ after }) => after))).toEqual(new Set([image, label, object]));
});

test('attributes, groups, tags and comments are kept as they are', () => {
  const store = createProjectStore(join(temporaryFolder(), 'project'), 'Kept');
  const definition = { id: 'd', name: 'Stage', kind: 'choice', options: ['a', 'b'], defaultValue: 'a' } as const;
  const records = {
    image: { ...image, tags: ['blurred', '\u6a21\u7cca'] },
    label: { ...label, attributes: [definition] },
    object: { ...object, attributes: { d: 'b', n: 1.5, y: false }, groupId: 'g' },
    comments: [
      commentRecord('c', 'image'),
      commentRecord('r', 'image', { resolved: true, createdAt: 1_800_000_000_000 }),
    ],
  };
  const [open, resolved] = records.comments;
  store.edits.commit(
    [
      { table: 'comments', before: null, after: open ?? null },
      { table: 'comments', before: null, after: resolved ?? null },
      { table: 'annotations', before: null, after: records.object },
      { table: 'labels', before: null, after: records.label },
      { table: 'images', before: null, after: records.image },
    ],
    'Everything',
  );
  store.close();
  const again = openProjectStore(store.folder);
  onTestFinished(() => again.close());
  expect({
    image: again.images.get('image'),
    label: again.labels.list()[0],
    object: again.annotations.ofImage('image')[0],
    comments: again.comments.ofImage('image'),
  }).toEqual(records);
  expect(again.images.list().map(({ openComments }) => openComments)).toEqual([1]);
});
