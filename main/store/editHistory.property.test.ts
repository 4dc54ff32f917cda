import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EditableRecords, RecordChange, RecordDiff } from '../../app/model/diff.ts';
import { reviewStates } from '../../app/model/imageReview.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { annotationRecord, commentRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { createProjectStore, openProjectStore, type ProjectStore } from './projectStore.ts';

/** The model: every state of the project since it was made, and which of them is shown. */
type State = { readonly [T in keyof EditableRecords]: ReadonlyMap<string, EditableRecords[T]> };
interface Model {
  readonly states: readonly State[];
  readonly descriptions: readonly string[];
  readonly position: number;
}

const gestures = [
  'draw',
  'change',
  'delete',
  'addLabel',
  'deleteLabel',
  'changeImage',
  'removeImage',
  'attribute',
  'comment',
] as const;
const actions = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...gestures) },
      { weight: 4, arbitrary: fc.constantFrom('undo', 'redo', 'goTo') },
      { weight: 1, arbitrary: fc.constant('reopen') },
    ),
    choice: fc.nat(1000),
    count: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 15, maxLength: 40 },
);

test(
  'any sequence of edits, undos, redos and reopenings shows what a plain list of states shows',
  { timeout: 60_000 },
  () => {
    const folder = temporaryFolder();
    let run = 0;
    fc.assert(
      fc.property(actions, (sequence) => {
        let store = createProjectStore(join(folder, String(run++)), 'Any');
        const images = ['one', 'two'].map((id) => imageRecord(id));
        store.images.add(images);
        store.labels.add([labelRecord('cell')]);
        let model: Model = { states: [stateOf(store)], descriptions: [], position: 0 };
        try {
          sequence.forEach(({ kind, choice, count }, index) => {
            if (kind === 'undo' || kind === 'redo') model = step(store, model, kind);
            else if (kind === 'goTo') model = jump(store, model, choice);
            else if (kind === 'reopen') {
              store.close();
              store = openProjectStore(store.folder);
            } else model = edit(store, model, gestureDiffs[kind](shown(model), choice, count, String(index)), index);
            expect(stateOf(store)).toEqual(shown(model));
            expect(store.edits.history()).toEqual(historyOf(model));
            expect(listOf(store)).toEqual({ newestFirst: model.descriptions.toReversed(), done: model.position });
          });
        } finally {
          store.close();
        }
      }),
      { numRuns: 25 },
    );
  },
);

function edit(store: ProjectStore, model: Model, diff: RecordDiff, index: number): Model {
  if (diff.length === 0) return model;
  const description = `Edit ${index}`;
  store.edits.commit(diff, description);
  return {
    states: [...model.states.slice(0, model.position + 1), applied(shown(model), diff)],
    descriptions: [...model.descriptions.slice(0, model.position), description],
    position: model.position + 1,
  };
}

/** The records that are answered must themselves lead from the one state to the other. */
function step(store: ProjectStore, model: Model, direction: 'undo' | 'redo'): Model {
  const position = model.position + (direction === 'undo' ? -1 : 1);
  const expected = model.states[position];
  const answer = store.edits[direction]();
  if (expected === undefined) {
    expect(answer).toBeNull();
    return model;
  }
  expect(applied(shown(model), answer?.diff ?? [])).toEqual(expected);
  return { ...model, position };
}

/** To any state: its number in the list is that of the edit that led to it. */
function jump(store: ProjectStore, model: Model, choice: number): Model {
  const position = choice % model.states.length;
  const { gestures } = store.edits.list({ offset: 0, limit: 500 });
  const answer = store.edits.goTo(position === 0 ? 0 : (gestures.at(-position)?.sequence ?? 0));
  expect(answer?.steps ?? 0).toBe(Math.abs(position - model.position));
  const reached = { ...model, position };
  expect(applied(shown(model), answer?.diff ?? [])).toEqual(shown(reached));
  return reached;
}

/** The list, read in pages of three. */
function listOf(store: ProjectStore) {
  const { total } = store.edits.list({ offset: 0, limit: 1 });
  const pages = Array.from({ length: Math.ceil(total / 3) }, (_, page) =>
    store.edits.list({ offset: 3 * page, limit: 3 }),
  );
  const gestures = pages.flatMap((page) => page.gestures);
  const present = store.edits.list({ offset: 0, limit: 1 }).present;
  return {
    newestFirst: gestures.map(({ description }) => description),
    done: gestures.filter(({ sequence }) => sequence <= present).length,
  };
}

const shown = ({ states, position }: Model): State => states[position] as State;

const historyOf = ({ descriptions, position }: Model) => ({
  undo: descriptions[position - 1] ?? null,
  redo: descriptions[position] ?? null,
});

function applied(state: State, diff: RecordDiff): State {
  const tables = {
    images: new Map(state.images),
    labels: new Map(state.labels),
    annotations: new Map(state.annotations),
    comments: new Map(state.comments),
  };
  for (const { table, before, after } of diff) {
    const records: Map<string, object> = tables[table];
    if (after === null) records.delete(before?.id ?? '');
    else records.set(after.id, after);
  }
  return tables;
}

function stateOf(store: ProjectStore): State {
  const images = store.images.list().map(({ id }) => store.images.get(id));
  const annotations = images.flatMap(({ id }) => store.annotations.ofImage(id, { includeRejected: true }));
  const comments = byId(images.flatMap(({ id }) => store.comments.ofImage(id)));
  return { images: byId(images), labels: byId(store.labels.list()), annotations: byId(annotations), comments };
}

const byId = <R extends { readonly id: string }>(records: readonly R[]): ReadonlyMap<string, R> =>
  new Map(records.map((record) => [record.id, record]));

const picked = <R>(records: ReadonlyMap<string, R>, choice: number): R | undefined =>
  [...records.values()][choice % Math.max(1, records.size)];

const gestureDiffs: {
  readonly [G in (typeof gestures)[number]]: (state: State, choice: number, count: number, name: string) => RecordDiff;
} = {
  draw: (state, choice, count, name) => {
    const [image, label] = [picked(state.images, choice), picked(state.labels, choice)];
    if (!image || !label) return [];
    return Array.from({ length: count }, (_, index) =>
      add('annotations', annotationRecord(`${name}.${index}`, image.id, label.id)),
    );
  },
  change: (state, choice, count) => {
    const annotation = picked(state.annotations, choice);
    const label = picked(state.labels, choice + 1);
    if (!annotation || !label) return [];
    const status = (['accepted', 'suggested', 'rejected'] as const)[count - 1] ?? 'accepted';
    const after: AnnotationRecord = { ...annotation, labelId: label.id, status, updatedAt: annotation.updatedAt + 1 };
    return [{ table: 'annotations', before: annotation, after }];
  },
  delete: (state, choice, count) =>
    [...state.annotations.values()]
      .slice(choice % 5, (choice % 5) + count)
      .map((record) => remove('annotations', record)),
  addLabel: (_state, _choice, count, name) =>
    Array.from({ length: count }, (_, index) => add('labels', labelRecord(`${name}.${index}`))),
  deleteLabel: (state, choice) => {
    const label = picked(state.labels, choice);
    if (!label) return [];
    const objects = [...state.annotations.values()].filter(({ labelId }) => labelId === label.id);
    return [remove('labels', label), ...objects.map((record) => remove('annotations', record))];
  },
  changeImage: (state, choice, count) => {
    const image = picked(state.images, choice);
    if (!image) return [];
    return [
      {
        table: 'images',
        before: image,
        after: {
          ...image,
          review: reviewStates[(choice + count) % reviewStates.length] ?? 'open',
          displayWindow: { low: 0, high: count },
        },
      },
    ];
  },
  removeImage: (state, choice) => {
    const image = picked(state.images, choice);
    if (!image) return [];
    const objects = [...state.annotations.values()].filter(({ imageId }) => imageId === image.id);
    const comments = [...state.comments.values()].filter(({ imageId }) => imageId === image.id);
    return [
      remove('images', image),
      ...objects.map((record) => remove('annotations', record)),
      ...comments.map((record) => remove('comments', record)),
    ];
  },
  /** A label gains an attribute that its objects have at once, or loses it with their values. */
  attribute: (state, choice, count) => {
    const label = picked(state.labels, choice);
    if (!label) return [];
    const definition = { id: 'size', name: 'Size', kind: 'number', options: [], defaultValue: null } as const;
    const isNew = label.attributes.length === 0;
    const after = { ...label, attributes: isNew ? [definition] : [] };
    const objects = [...state.annotations.values()].filter(({ labelId }) => labelId === label.id);
    return [
      { table: 'labels', before: label, after },
      ...objects.map((before): RecordChange => {
        const attributes = isNew ? { size: count } : {};
        return { table: 'annotations', before, after: { ...before, attributes, groupId: isNew ? 'group' : null } };
      }),
    ];
  },
  comment: (state, choice, _count, name) => {
    const [image, comment] = [picked(state.images, choice), picked(state.comments, choice)];
    if (comment && choice % 3 === 0) return [remove('comments', comment)];
    if (comment && choice % 3 === 1)
      return [{ table: 'comments', before: comment, after: { ...comment, resolved: !comment.resolved } }];
    return image ? [add('comments', commentRecord(name, image.id))] : [];
  },
};

const add = <T extends keyof EditableRecords>(table: T, after: EditableRecords[T]): RecordChange =>
  ({ table, before: null, after }) as RecordChange;
const remove = <T extends keyof EditableRecords>(table: T, before: EditableRecords[T]): RecordChange =>
  ({ table, before, after: null }) as RecordChange;
