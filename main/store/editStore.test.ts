import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EditableRecords, RecordChange } from '../../app/model/diff.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { refusal } from '../../tests/fixtures/refusal.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { createProjectStore, openProjectStore, type ProjectStore } from './projectStore.ts';

const cell = labelRecord('cell', { name: 'Cell' });
const drawn = annotationRecord('drawn', 'one', 'cell');
const moved = { ...drawn, geometry: { kind: 'polygon', parts: [{ outline: [1, 1, 5, 1, 5, 5], holes: [] }] } } as const;

test('an edit is committed, undone, and redone after closing the program', () => {
  const store = projectWithImages();
  const first = store.edits.commit([change('annotations', null, drawn)], 'Draw polygon');
  const second = store.edits.commit([change('annotations', drawn, moved)], 'Move');
  expect([first.history, second.history]).toEqual([
    { undo: 'Draw polygon', redo: null },
    { undo: 'Move', redo: null },
  ]);
  expect(second.sequence).toBeGreaterThan(first.sequence);
  expect(store.edits.undo()).toEqual({
    description: 'Move',
    imageId: 'one',
    diff: [change('annotations', moved, drawn)],
    history: { undo: 'Draw polygon', redo: 'Move' },
  });

  const again = reopened(store);
  expect(again.annotations.ofImage('one')).toEqual([drawn]);
  again.edits.undo();
  expect([again.annotations.ofImage('one'), again.edits.undo(), again.edits.history()]).toEqual([
    [],
    null,
    { undo: null, redo: 'Draw polygon' },
  ]);
  again.edits.redo();
  expect(again.edits.redo()?.diff).toEqual([change('annotations', drawn, moved)]);
  expect(again.edits.redo()).toBeNull();
});

test('a new edit forgets what was undone, and its sequence number is new', () => {
  const store = projectWithImages();
  const { sequence } = store.edits.commit([change('annotations', null, drawn)], 'Draw polygon');
  store.edits.undo();
  const other = annotationRecord('other', 'two', 'cell');
  const committed = store.edits.commit([change('annotations', null, other)], 'Draw mask');
  expect(committed.history).toEqual({ undo: 'Draw mask', redo: null });
  expect(committed.sequence).toBeGreaterThan(sequence);
  expect(store.edits.redo()).toBeNull();
});

test('an edit that starts from something else than what is stored is refused whole', () => {
  const store = projectWithImages();
  store.edits.commit([change('annotations', null, drawn)], 'Draw polygon');
  const stale = { ...drawn, updatedAt: 5 };
  const other = annotationRecord('other', 'two', 'cell');
  const refused = [
    [change('annotations', null, other), change('annotations', stale, moved)],
    [change('annotations', null, other), change('annotations', null, drawn)],
    [change('annotations', null, drawn), change('annotations', other, null)],
  ].map((diff) => refusal(() => store.edits.commit(diff, 'Edit')).code);
  expect(refused).toEqual(['EDIT_CONFLICT', 'EDIT_CONFLICT', 'EDIT_CONFLICT']);
  expect([store.annotations.ofImage('two'), store.edits.history().undo]).toEqual([[], 'Draw polygon']);
});

test('an edit that is sent again because its answer was lost is made once', () => {
  const store = projectWithImages();
  const diff = [change('annotations', null, drawn)];
  const first = store.edits.commit(diff, 'Draw polygon');
  expect(store.edits.commit(diff, 'Draw polygon')).toEqual(first);
  const removal = [change('annotations', drawn, null)];
  const second = store.edits.commit(removal, 'Delete');
  expect(store.edits.commit(removal, 'Delete')).toEqual(second);
  store.edits.undo();
  store.edits.undo();
  expect([store.annotations.ofImage('one'), store.edits.history().undo]).toEqual([[], null]);
});

test('edits that break a rule or refer to nothing are refused', () => {
  const store = projectWithImages();
  const codes = [
    [],
    [change('annotations', null, { ...drawn, score: 2 })],
    [change('annotations', null, drawn), change('annotations', null, drawn)],
    [change('annotations', null, annotationRecord('a', 'nowhere', 'cell'))],
    [change('annotations', null, annotationRecord('a', 'one', 'nothing'))],
    [change('labels', null, labelRecord('another', { name: 'Cell' }))],
  ].map((diff) => refusal(() => store.edits.commit(diff, 'Edit')).code);
  expect(codes).toEqual([
    'INVALID_INPUT',
    'INVALID_INPUT',
    'INVALID_INPUT',
    'EDIT_CONFLICT',
    'EDIT_CONFLICT',
    'EDIT_CONFLICT',
  ]);
  expect(store.edits.history()).toEqual({ undo: null, redo: null });
});

test('a label goes with its objects only where the edit says so, and undo brings all of them back', () => {
  const store = projectWithImages();
  store.edits.commit([change('annotations', null, drawn)], 'Draw polygon');
  expect(refusal(() => store.edits.commit([change('labels', cell, null)], 'Delete label')).message).toContain('"Cell"');
  store.edits.commit([change('labels', cell, null), change('annotations', drawn, null)], 'Delete label');
  expect([store.labels.list(), store.annotations.counts().accepted]).toEqual([[], 0]);
  store.edits.undo();
  expect([store.labels.list(), store.annotations.ofImage('one')]).toEqual([[cell], [drawn]]);
});

test('undo brings back what the edit changed and keeps what jobs have changed since', () => {
  const store = projectWithImages();
  const image = store.images.get('one');
  store.edits.commit([change('images', image, { ...image, review: 'done' })], 'Mark as done');
  store.images.setSplits(new Map([['one', 'train']]));
  expect(store.edits.undo()?.diff).toEqual([
    change('images', { ...image, review: 'done', split: 'train' }, { ...image, split: 'train' }),
  ]);
});

test('what undo and redo cannot bring back is left out', () => {
  const store = projectWithImages();
  const suggested = annotationRecord('s', 'one', 'cell', { status: 'suggested', score: 0.9 });
  store.annotations.add([suggested]);
  store.edits.decideSuggestions('accepted', 0.5);
  store.edits.undo();
  store.annotations.replaceSuggestions('one', []);
  expect(store.edits.redo()).toMatchObject({ diff: [], history: { undo: 'Accept suggestions' } });

  const label = labelRecord('new');
  store.edits.commit([change('labels', null, label)], 'Add label');
  const imported = annotationRecord('imported', 'two', 'new');
  store.annotations.add([imported]);
  expect(store.edits.undo()?.diff).toEqual([]);
  expect(store.labels.list()).toContainEqual(label);

  store.edits.commit([change('annotations', imported, null)], 'Delete object');
  store.images.remove(['two']);
  expect(store.edits.undo()?.diff).toEqual([]);
});

test('suggestions are decided by score, on one image or all, as one edit', () => {
  const store = projectWithImages();
  const suggestion = (id: string, imageId: string, score: number) =>
    annotationRecord(id, imageId, 'cell', { status: 'suggested', score });
  store.annotations.add([suggestion('a', 'one', 0.9), suggestion('b', 'one', 0.4), suggestion('c', 'two', 0.95)]);
  expect(store.edits.decideSuggestions('accepted', 0.5, 'one').count).toBe(1);
  const { count, history, diff } = store.edits.decideSuggestions('rejected', 0);
  expect({ count, history, ids: diff.map(({ after }) => after?.id) }).toEqual({
    count: 2,
    history: { undo: 'Reject suggestions', redo: null },
    ids: ['b', 'c'],
  });
  expect(store.annotations.ofImage('one').map(({ id }) => id)).toEqual(['a']);
  expect(store.annotations.counts()).toEqual({ accepted: 1, suggested: 0, rejected: 2 });
  expect(store.edits.decideSuggestions('accepted', 0)).toEqual({ diff: [], count: 0, history });
  store.edits.undo();
  store.edits.undo();
  expect(store.annotations.counts()).toEqual({ accepted: 0, suggested: 3, rejected: 0 });
});

function projectWithImages(): ProjectStore {
  const store = createProjectStore(join(temporaryFolder(), 'project'), 'Edits');
  onTestFinished(() => store.close());
  store.images.add([imageRecord('one'), imageRecord('two')]);
  store.labels.add([cell]);
  return store;
}

function reopened(store: ProjectStore): ProjectStore {
  store.close();
  const again = openProjectStore(store.folder);
  onTestFinished(() => again.close());
  return again;
}

const change = <T extends keyof EditableRecords>(
  table: T,
  before: EditableRecords[T] | null,
  after: EditableRecords[T] | null,
): RecordChange => ({ table, before, after }) as RecordChange;
