import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { contract } from '../../app/contract/contract.ts';
import { changeGeometry, removeAnnotations } from '../../app/model/commands/objects.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import { createDocument, type LabellingDocument } from '../../app/model/document.ts';
import { createProjectStore } from '../../main/store/projectStore.ts';
import { startServedHost } from '../e2e/servedHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../fixtures/records.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

type Client = ContractRouterClient<typeof contract>;

const imageIds = ['one', 'two', 'three'];
const square = { kind: 'polygon', parts: [{ outline: [1, 1, 9, 1, 9, 9, 1, 9], holes: [] }] } as const;

test('edits on three images are all undone and redone after the host was killed and started again', async () => {
  const folder = temporaryFolder();
  const project = join(folder, 'project');
  const store = createProjectStore(project, 'Killed');
  store.images.add(imageIds.map((id) => imageRecord(id)));
  store.labels.add([labelRecord('cell'), labelRecord('crystal')]);
  store.close();

  const first = await servedClient(folder, project);
  const documents = [await documentsOf(first.client)];
  for (let round = 0; round < 4; round++) {
    for (const imageId of imageIds) {
      const diff = gestures[round]?.((await documentsOf(first.client)).get(imageId) as LabellingDocument) ?? [];
      await first.client.edits.commit({ clientId: 'window', description: `${round} on ${imageId}`, diff: [...diff] });
      documents.push(await documentsOf(first.client));
    }
  }
  process.kill(first.pid, 'SIGKILL');

  const { client } = await servedClient(folder, project);
  expect(await documentsOf(client)).toEqual(documents.at(-1));
  const places: string[] = [];
  for (const expected of documents.slice(0, -1).toReversed()) {
    places.push((await client.edits.undo({}))?.imageId ?? '');
    expect(await documentsOf(client)).toEqual(expected);
  }
  expect(places).toEqual(Array.from({ length: 4 }, () => imageIds.toReversed()).flat());
  expect(await client.edits.undo({})).toBeNull();
  for (const expected of documents.slice(1)) {
    await client.edits.redo({});
    expect(await documentsOf(client)).toEqual(expected);
  }
  expect(await client.edits.redo({})).toBeNull();

  const { gestures: list } = await client.edits.list({});
  for (const done of [0, 7, 2, 12, 5]) {
    await client.edits.goTo({ sequence: done === 0 ? 0 : (list.at(-done)?.sequence ?? -1) });
    expect(await documentsOf(client)).toEqual(documents[done]);
  }
});

/** What is done in each round: draw, reshape, give another label, delete. */
const gestures: readonly ((document: LabellingDocument) => RecordDiff)[] = [
  ({ image }) =>
    ['a', 'b'].map((name) => ({
      table: 'annotations',
      before: null,
      after: annotationRecord(`${image.id}.${name}`, image.id, 'cell'),
    })),
  (document) => changeGeometry(document, { id: `${document.image.id}.a`, geometry: square, now: 5 }),
  ({ image, annotations }) =>
    [...annotations.values()].map((before) => ({
      table: 'annotations',
      before,
      after: { ...before, labelId: 'crystal', updatedAt: image.id.length },
    })),
  (document) => removeAnnotations(document, { ids: [`${document.image.id}.b`] }),
];

async function documentsOf(client: Client): Promise<ReadonlyMap<string, LabellingDocument>> {
  const labels = await client.labels.list();
  const opened = await Promise.all(imageIds.map((imageId) => client.images.open({ imageId })));
  return new Map(opened.map(({ image, annotations }) => [image.id, createDocument(image, annotations, labels)]));
}

/** A host in a process of its own that has the project open. */
async function servedClient(home: string, project: string): Promise<{ readonly client: Client; readonly pid: number }> {
  const host = await startServedHost(home);
  onTestFinished(() => host.close());
  const admitted = await fetch(host.address, { redirect: 'manual' });
  const cookie = (admitted.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const url = `${new URL(host.address).origin}/rpc`;
  const client: Client = createORPCClient(new RPCLink({ url, headers: { cookie } }));
  await client.project.open({ path: project });
  return { client, pid: host.pid };
}
