import fc from 'fast-check';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ObjectFate } from '../../app/contract/workViews.ts';
import type { RecordChange, RecordDiff } from '../../app/model/diff.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { localDay } from '../../app/work/localDay.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { createProjectStore, type ProjectStore } from './projectStore.ts';

const drawn = annotationRecord('drawn', 'one', 'cell');
const suggested = annotationRecord('suggested', 'one', 'cell', {
  source: { kind: 'model', modelId: 'm' },
  status: 'suggested',
  score: 0.8,
});
const accepted: AnnotationRecord = { ...suggested, status: 'accepted', updatedAt: 5 };
const reshaped: AnnotationRecord = {
  ...accepted,
  geometry: { kind: 'polygon', parts: [{ outline: [1, 1, 9, 1, 9, 9], holes: [] }] },
};

test('a gesture shares its time among its objects, and each day adds up its gestures', () => {
  const store = filledStore();
  store.edits.commit([added(drawn), added({ ...drawn, id: 'other' })], 'Duplicate', 3000);
  store.edits.commit([changed(drawn, { ...drawn, labelId: 'crystal' })], 'Relabel', 500);
  const [image] = [store.images.get('one')];
  store.edits.commit([{ table: 'images', before: image, after: { ...image, review: 'done' } }], 'Mark as done', 1000);
  expect(times(store)).toEqual([
    ['crystal', 'drawn', 2000, true],
    ['cell', 'drawn', 1500, true],
  ]);
  expect(store.work.days()).toEqual([{ day: localDay(Date.now()), activeMs: 4500 }]);
});

test('a suggestion is untouched, corrected or rejected as its record says, also after undo and redo', () => {
  const store = filledStore();
  store.annotations.add([suggested]);
  expect(fates(store)).toEqual([]);
  store.edits.commit([changed(suggested, accepted)], 'Accept', 100);
  expect(fates(store)).toEqual(['untouched']);
  store.edits.commit([changed(accepted, reshaped)], 'Move', 100);
  expect(fates(store)).toEqual(['corrected']);
  store.edits.commit([changed(reshaped, { ...reshaped, geometry: suggested.geometry })], 'Move back', 100);
  expect(fates(store)).toEqual(['untouched']);
  store.edits.commit([changed({ ...reshaped, geometry: suggested.geometry }, null)], 'Delete', 100);
  expect(fates(store)).toEqual(['rejected']);
  const back = [1, 2, 3, 4].map(() => (store.edits.undo(), fates(store)));
  expect(back).toEqual([['untouched'], ['corrected'], ['untouched'], []]);
  store.edits.goTo(2);
  expect(times(store)).toEqual([['cell', 'corrected', 400, true]]);
});

test('corrected before it was accepted, rejected, and what a person makes of an accepted suggestion', () => {
  const store = filledStore();
  store.annotations.add([suggested, { ...suggested, id: 'wrong' }]);
  store.edits.commit([changed(suggested, reshaped)], 'Move', 100);
  store.edits.decideSuggestions('rejected', 0, undefined, 50);
  store.edits.commit([added({ ...reshaped, id: 'piece' })], 'Split', 10);
  expect(times(store)).toEqual([
    ['cell', 'corrected', 10, true],
    ['cell', 'corrected', 100, true],
    ['cell', 'rejected', 50, true],
  ]);
});

test('what was worked on before, or without measuring, does not count as measured; what a job accepted counts from its first edit', () => {
  const store = filledStore();
  store.annotations.add([
    { ...drawn, id: 'old' },
    { ...accepted, id: 'by job' },
  ]);
  store.edits.commit([changed({ ...drawn, id: 'old' }, { ...drawn, id: 'old', labelId: 'crystal' })], 'Relabel', 100);
  store.edits.commit([added(drawn)], 'Draw');
  store.edits.commit([changed(drawn, { ...drawn, labelId: 'crystal' })], 'Relabel', 30);
  expect(times(store)).toEqual([
    ['crystal', 'drawn', 30, false],
    ['crystal', 'drawn', 100, false],
  ]);
  const byJob = { ...accepted, id: 'by job' };
  store.edits.commit([changed(byJob, { ...reshaped, id: 'by job' })], 'Move', 100);
  expect(fates(store)).toEqual(['corrected', 'drawn', 'drawn']);
});

test('objects that go with their image or label were not rejected', () => {
  const store = filledStore();
  store.annotations.add([suggested]);
  store.edits.commit([changed(suggested, accepted)], 'Accept', 100);
  const image = store.images.get('one');
  store.edits.commit([{ table: 'images', before: image, after: null }, changed(accepted, null)], 'Remove image', 40);
  expect(times(store)).toEqual([]);
  store.edits.undo();
  expect(times(store)).toEqual([['cell', 'untouched', 100, true]]);
});

test('what a change of the label does to all its objects is not work on each', () => {
  const store = filledStore();
  store.edits.commit([added(drawn)], 'Draw', 100);
  const [cell] = store.labels.list();
  const label: RecordChange = { table: 'labels', before: cell ?? null, after: labelRecord('cell', { name: 'Cell' }) };
  store.edits.commit([label, changed(drawn, { ...drawn, updatedAt: 5 })], 'Change label');
  expect(times(store)).toEqual([['cell', 'drawn', 100, true]]);
});

/** Of every object that was suggested or drawn, whatever was done with it. */
interface Expected {
  suggestion: AnnotationRecord | null;
  activeMs: number;
  hasUnmeasured: boolean;
}

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom('draw', 'suggest', 'accept', 'reject', 'reshape', 'relabel', 'delete', 'undo', 'redo'),
    choice: fc.nat(100),
    count: fc.integer({ min: 1, max: 3 }),
    activeMs: fc.option(fc.integer({ min: 0, max: 60_000 }), { freq: 6, nil: undefined }),
  }),
  { minLength: 5, maxLength: 30 },
);

test('over any course of work, times and fates are what a plain account of it says', { timeout: 60_000 }, () => {
  const folder = temporaryFolder();
  let run = 0;
  fc.assert(
    fc.property(acts, (course) => {
      const store = createProjectStore(join(folder, String(run++)), 'Work');
      const account = new Map<string, Expected>();
      try {
        fill(store);
        course.forEach((act, index) => perform(store, account, act, index));
        const records = new Map(allObjects(store).map((record) => [record.id, record]));
        const expected = [...account].flatMap(([id, { suggestion, activeMs, hasUnmeasured }]) => {
          const fate = expectedFate(records.get(id) ?? null, suggestion);
          return fate === null ? [] : [`${fate} ${activeMs.toFixed(6)} ${!hasUnmeasured}`];
        });
        const found = store.work.objects().map((object) => {
          return `${object.fate} ${object.activeMs.toFixed(6)} ${object.isMeasured}`;
        });
        expect(found.toSorted()).toEqual(expected.toSorted());
      } finally {
        store.close();
      }
    }),
    { numRuns: 25 },
  );
});

function perform(
  store: ProjectStore,
  account: Map<string, Expected>,
  { kind, choice, count, activeMs }: typeof acts extends fc.Arbitrary<(infer A)[]> ? A : never,
  index: number,
): void {
  if (kind === 'undo' || kind === 'redo') return void store.edits[kind]();
  const ids = Array.from({ length: count }, (_, number) => `${index}.${number}`);
  if (kind === 'suggest') return store.annotations.add(ids.map((id) => ({ ...suggested, id })));
  const objects = allObjects(store).filter(({ status }) => status !== 'rejected');
  const picked = objects.slice(choice % Math.max(objects.length, 1)).slice(0, count);
  const pending = picked.filter(({ status }) => status === 'suggested');
  const decide = (status: 'accepted' | 'rejected') =>
    pending.map((record) => changed(record, { ...record, status, updatedAt: index }));
  const edit = (change: Partial<AnnotationRecord>) =>
    picked.map((record) => changed(record, { ...record, ...change, status: 'accepted', updatedAt: index }));
  const diffs: { readonly [K in Exclude<typeof kind, 'undo' | 'redo' | 'suggest'>]: () => RecordDiff } = {
    draw: () => ids.map((id) => added({ ...drawn, id })),
    accept: () => decide('accepted'),
    reject: () => decide('rejected'),
    reshape: () => edit({ geometry: choice % 3 === 0 ? suggested.geometry : reshaped.geometry }),
    relabel: () => edit({ labelId: choice % 2 === 0 ? 'cell' : 'crystal' }),
    delete: () => picked.map((record) => changed(record, null)),
  };
  const diff = diffs[kind]();
  if (diff.length === 0) return;
  store.edits.commit(diff, kind, activeMs);
  for (const { before, after } of diff) {
    const record = (before ?? after) as AnnotationRecord;
    const suggestion = record.source.kind === 'model' ? { ...suggested, id: record.id } : null;
    const known = account.get(record.id) ?? { suggestion, activeMs: 0, hasUnmeasured: false };
    known.activeMs += (activeMs ?? 0) / diff.length;
    known.hasUnmeasured ||= activeMs === undefined;
    account.set(record.id, known);
  }
}

function expectedFate(record: AnnotationRecord | null, suggestion: AnnotationRecord | null): ObjectFate | null {
  if (suggestion === null) return record === null ? null : 'drawn';
  if (record === null || record.status === 'rejected') return 'rejected';
  if (record.status === 'suggested') return null;
  const isSame =
    record.labelId === suggestion.labelId && JSON.stringify(record.geometry) === JSON.stringify(suggestion.geometry);
  return isSame ? 'untouched' : 'corrected';
}

function filledStore(): ProjectStore {
  const store = createProjectStore(join(temporaryFolder(), 'project'), 'Work');
  onTestFinished(() => store.close());
  fill(store);
  return store;
}

function fill(store: ProjectStore): void {
  store.images.add([imageRecord('one')]);
  store.labels.add([labelRecord('cell'), labelRecord('crystal')]);
}

const allObjects = (store: ProjectStore): AnnotationRecord[] =>
  store.annotations.ofImage('one', { includeRejected: true });
const fates = (store: ProjectStore): ObjectFate[] => store.work.objects().map(({ fate }) => fate);
const times = (store: ProjectStore) =>
  store.work.objects().map(({ labelId, fate, activeMs, isMeasured }) => [labelId, fate, activeMs, isMeasured]);
const added = (after: AnnotationRecord): RecordChange => ({ table: 'annotations', before: null, after });
const changed = (before: AnnotationRecord, after: AnnotationRecord | null): RecordChange => ({
  table: 'annotations',
  before,
  after,
});
