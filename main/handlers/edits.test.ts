import { ORPCError } from '@orpc/server';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { HostEvent } from '../../app/contract/events.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { createStoreHost, type StoreHost } from '../../tests/fixtures/storeHost.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';

const image = imageRecord('i');
const label = labelRecord('l');
const drawn = annotationRecord('a', 'i', 'l');
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
    { kind: 'edit', clientId: 'window 1', diff: drawing, history },
    { kind: 'edit', clientId: 'window 2', diff: undone, history: { undo: null, redo: 'Draw polygon' } },
    { kind: 'edit', clientId: 'window 2', diff: drawing, history },
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
    { kind: 'edit', clientId: '', diff: [], history },
    { kind: 'imagesChanged', imageIds: null },
    { kind: 'labelsChanged' },
  ]);
});

async function hostWithProject(): Promise<Omit<StoreHost, 'events'> & { readonly events: readonly HostEvent[] }> {
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
