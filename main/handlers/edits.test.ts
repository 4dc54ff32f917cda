import { ORPCError } from '@orpc/server';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { HostEvent } from '../../app/contract/events.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import { annotationRecord, imageRecord, labelRecord, noCounts } from '../../tests/fixtures/records.ts';
import { createStoreHost, type StoreHost } from '../../tests/fixtures/storeHost.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';

const image = imageRecord('i');
const label = labelRecord('l');
const drawn = annotationRecord('a', 'i', 'l');
const drawnCounts = { ...noCounts, accepted: 1, areas: 1, editedAt: drawn.updatedAt };
const drawing: RecordDiff = [{ table: 'annotations', before: null, after: drawn }];

test('a committed edit is answered with the history, and told to every window with its maker', async () => {
  const { client, events } = await hostWithProject();
  const answer = await client.edits.commit({ clientId: 'window 1', description: 'Draw polygon', diff: drawing });
  const history = { undo: 'Draw polygon', redo: null };
  expect(answer).toEqual({ sequence: 1, history });
  expect(await client.images.open({ imageId: 'i' })).toEqual({ image, annotations: [drawn], comments: [] });
  await client.edits.undo({ clientId: 'window 2' });
  await client.edits.redo({ clientId: 'window 2' });
  const undone = [{ table: 'annotations', before: drawn, after: null }];
  expect(events).toEqual([
    { kind: 'edit', clientId: 'window 1', diff: drawing, counts: { i: drawnCounts }, history },
    {
      kind: 'edit',
      clientId: 'window 2',
      diff: undone,
      counts: { i: noCounts },
      history: { undo: null, redo: 'Draw polygon' },
    },
    { kind: 'edit', clientId: 'window 2', diff: drawing, counts: { i: drawnCounts }, history },
  ]);
});

test('a refused edit leaves with its code and is told to nobody', async () => {
  const { client, events } = await hostWithProject();
  const stale: RecordDiff = [{ table: 'annotations', before: drawn, after: null }];
  await expect(client.edits.commit({ description: 'Delete', diff: stale })).rejects.toMatchObject({
    code: 'EDIT_CONFLICT',
  });
  const shapeless: unknown = [{ table: 'annotations', before: null, after: { ...drawn, geometry: { kind: 'blob' } } }];
  await expect(client.edits.commit({ description: 'Draw', diff: shapeless })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await expect(client.images.open({ imageId: 'gone' })).rejects.toBeInstanceOf(ORPCError);
  expect(events).toEqual([]);
});

test('a jump in the history is told once, with what it changed in all, and leads to where its last change was', async () => {
  const { client, events, projects } = await hostWithProject();
  projects.required().images.add([imageRecord('j')]);
  const other = annotationRecord('b', 'j', 'l');
  const renamed = { ...label, name: 'Other' };
  await client.edits.commit({ description: 'Draw 1', diff: drawing });
  await client.edits.commit({ description: 'Draw 2', diff: [{ table: 'annotations', before: null, after: other }] });
  await client.edits.commit({ description: 'Rename', diff: [{ table: 'labels', before: label, after: renamed }] });
  const list = await client.edits.list({});
  expect(list).toMatchObject({
    gestures: [
      { sequence: 3, description: 'Rename', imageId: null, imageName: null, changes: 1 },
      { sequence: 2, description: 'Draw 2', imageId: 'j', imageName: 'j.png', changes: 1 },
      { sequence: 1, description: 'Draw 1', imageId: 'i', imageName: 'i.png', changes: 1 },
    ],
    total: 3,
    present: 3,
  });
  events.length = 0;
  const jump = await client.edits.goTo({ clientId: 'window 1', sequence: 0 });
  expect(jump).toMatchObject({ steps: 3, imageId: 'i', changedIds: [], description: 'Draw 1' });
  expect(events).toEqual([
    {
      kind: 'edit',
      clientId: 'window 1',
      diff: jump?.diff,
      counts: { i: noCounts, j: noCounts },
      history: { undo: null, redo: 'Draw 1' },
    },
  ]);
  expect(await client.edits.list({ limit: 1 })).toMatchObject({ total: 3, present: 0 });
  expect(await client.edits.goTo({ sequence: 2 })).toMatchObject({ steps: 2, imageId: 'j', changedIds: ['b'] });
  expect(await client.edits.goTo({ sequence: 2 })).toBeNull();
  await expect(client.edits.goTo({ sequence: 4 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a jump over very many objects is told without them', async () => {
  const { client, events, projects } = await hostWithProject();
  for (let step = 0; step < 3; step++) {
    const objects = Array.from({ length: 700 }, (_, index) => annotationRecord(`${step}.${index}`, 'i', 'l'));
    const diff = objects.map((after) => ({ table: 'annotations', before: null, after }) as const);
    projects.required().edits.commit(diff, 'Draw');
  }
  const jump = await client.edits.goTo({ sequence: 0 });
  expect([jump?.steps, jump?.diff]).toEqual([3, []]);
  expect(events.map(({ kind }) => kind)).toEqual(['edit', 'imagesChanged', 'labelsChanged']);
});

test('the time of a gesture comes with it, and undo takes none of it back', async () => {
  const { client, projects } = await hostWithProject();
  await client.edits.commit({ description: 'Draw', diff: drawing, activeMs: 1200 });
  await expect(client.edits.commit({ description: 'Draw', diff: drawing, activeMs: -1 })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  const worked = { labelId: 'l', modelId: null, fate: 'drawn', activeMs: 1200, isMeasured: true };
  expect(projects.required().work.objects()).toMatchObject([worked]);
  await client.edits.undo({});
  expect([projects.required().work.objects(), projects.required().work.days()]).toMatchObject([
    [],
    [{ activeMs: 1200 }],
  ]);
  await client.edits.redo({});
  expect(projects.required().work.objects()).toMatchObject([worked]);
});

test('images are removed with all their objects, and undo brings them back', async () => {
  const { client, events, projects } = await hostWithProject();
  const rejected = annotationRecord('r', 'i', 'l', { status: 'rejected', score: 0.5 });
  projects.required().annotations.add([drawn, rejected]);
  const listed = await client.images.list();
  await client.images.remove({ imageIds: ['i', 'i'] });
  expect(await client.images.list()).toEqual([]);
  expect((await client.edits.undo({}))?.description).toBe('Remove image');
  expect(await client.images.list()).toEqual(listed);
  expect(projects.required().annotations.ofImage('i', { includeRejected: true })).toEqual([drawn, rejected]);
  expect(events.filter(({ kind }) => kind === 'imagesChanged')).toHaveLength(2);
});

test('an edit of very many objects is told without them, and windows read anew', async () => {
  const { client, events, projects } = await hostWithProject();
  const suggestions = Array.from({ length: 2001 }, (_, index) =>
    annotationRecord(`s${index}`, 'i', 'l', { status: 'suggested', score: 0.5 }),
  );
  projects.required().annotations.add(suggestions);
  const { count, history } = await client.edits.decideSuggestions({ decision: 'accepted', minScore: 0.5 });
  expect([count, (await client.edits.undo({}))?.diff]).toEqual([2001, []]);
  expect(events.slice(0, 3)).toEqual([
    { kind: 'edit', clientId: '', diff: [], counts: {}, history },
    { kind: 'imagesChanged', imageIds: null },
    { kind: 'labelsChanged' },
  ]);
});

async function hostWithProject(): Promise<Omit<StoreHost, 'events'> & { readonly events: HostEvent[] }> {
  const folder = temporaryFolder();
  const host = createStoreHost(folder);
  const project = await host.projects.create(join(folder, 'project'), 'Edits');
  onTestFinished(() => host.projects.close());
  project.images.add([image]);
  project.labels.add([label]);
  const events: HostEvent[] = [];
  host.events.listen((event) => void events.push(event));
  return { ...host, events };
}
