import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RecordChange } from '../../app/model/diff.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { refusal } from '../../tests/fixtures/refusal.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { createProjectStore, type ProjectStore } from './projectStore.ts';

test('the list of one image has every gesture that changed something on it, and a new gesture drops what was undone', () => {
  const store = filledStore();
  draw(store, 'a', 'one');
  draw(store, 'b', 'two');
  store.annotations.add([suggestion('s', 'one'), suggestion('t', 'two'), suggestion('u', 'two')]);
  store.edits.decideSuggestions('accepted', 0);
  const listed = (imageId?: string) =>
    store.edits.list({ offset: 0, limit: 10, imageId }).gestures.map(({ sequence, changes }) => [sequence, changes]);
  const all = [
    [3, 3],
    [2, 1],
    [1, 1],
  ];
  const ofTwo = [
    [3, 3],
    [2, 1],
  ];
  expect([listed(), listed('one'), listed('two')]).toEqual([
    all,
    [
      [3, 3],
      [1, 1],
    ],
    ofTwo,
  ]);
  expect(store.edits.list({ offset: 1, limit: 1, imageId: 'two' })).toMatchObject({
    gestures: [{ sequence: 2, description: 'Draw b', imageName: 'two.png' }],
    total: 2,
    present: 3,
  });
  store.edits.goTo(1);
  draw(store, 'c', 'one');
  expect([listed(), listed('two')]).toEqual([
    [
      [4, 1],
      [1, 1],
    ],
    [],
  ]);
});

test('a jump that fails on the way leaves everything as it was', () => {
  const store = filledStore();
  draw(store, 'a', 'one');
  draw(store, 'b', 'two');
  draw(store, 'c', 'one');
  const before = [store.annotations.ofImage('one'), store.annotations.ofImage('two'), store.edits.history()];
  expect(refusal(() => store.edits.goTo(7)).code).toBe('NOT_FOUND');
  expect(() =>
    store.transaction(() => {
      store.edits.goTo(0);
      throw new Error('planned');
    }),
  ).toThrow('planned');
  expect([store.annotations.ofImage('one'), store.annotations.ofImage('two'), store.edits.history()]).toEqual(before);
});

test('a jump ends nowhere where its last change was on an image that is gone', () => {
  const store = filledStore();
  const removal: RecordChange = { table: 'images', before: store.images.get('two'), after: null };
  store.edits.commit([removal], 'Remove image');
  store.edits.undo();
  expect(store.edits.goTo(1)).toMatchObject({ imageId: null, diff: [removal], changedIds: [] });
  expect(store.edits.goTo(0)).toMatchObject({ imageId: 'two' });
});

function filledStore(): ProjectStore {
  const store = createProjectStore(join(temporaryFolder(), 'project'), 'Steps');
  onTestFinished(() => store.close());
  store.images.add([imageRecord('one'), imageRecord('two')]);
  store.labels.add([labelRecord('cell')]);
  return store;
}

function draw(store: ProjectStore, id: string, imageId: string): void {
  const after = annotationRecord(id, imageId, 'cell');
  store.edits.commit([{ table: 'annotations', before: null, after }], `Draw ${id}`);
}

const suggestion = (id: string, imageId: string): AnnotationRecord =>
  annotationRecord(id, imageId, 'cell', { status: 'suggested', score: 0.9 });
