import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { HostEvent } from '../../app/contract/events.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { annotationRecord, commentRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { createStoreHost } from '../../tests/fixtures/storeHost.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';

const stage = { id: 's', name: 'Stage', kind: 'choice', options: ['early', 'late'], defaultValue: null } as const;
const size = { id: 'n', name: 'Size', kind: 'number', options: [], defaultValue: null } as const;
const label = labelRecord('l', { attributes: [stage, size] });
const [first, second] = [
  annotationRecord('a', 'i', 'l', { attributes: { s: 'late', n: 1 } }),
  annotationRecord('b', 'j', 'l', { attributes: { s: 'early' }, status: 'rejected' }),
];

async function hostWithProject() {
  const folder = temporaryFolder();
  const host = createStoreHost(folder);
  const project = await host.projects.create(join(folder, 'project'), 'Labels');
  onTestFinished(() => host.projects.close());
  project.images.add([imageRecord('i'), imageRecord('j', { contentHash: 'j' })]);
  project.labels.add([label]);
  project.annotations.add([first, second]);
  const events: HostEvent[] = [];
  host.events.listen((event) => void events.push(event));
  const values = () =>
    ['i', 'j'].flatMap((imageId) =>
      project.annotations.ofImage(imageId, { includeRejected: true }).map(({ attributes }) => attributes),
    );
  return { ...host, project, values, seen: events };
}

test('an attribute goes with its values on every image, in one gesture that every window hears of', async () => {
  const { client, values, seen } = await hostWithProject();
  const { objects, history } = await client.labels.setAttributes({ labelId: 'l', attributes: [size] });
  expect([objects, history, values()]).toEqual([
    2,
    { undo: 'Change attributes of Label l', redo: null },
    [{ n: 1 }, {}],
  ]);
  expect(seen).toMatchObject([{ kind: 'edit', clientId: '', diff: [{ table: 'labels' }, {}, {}] }]);
  await client.edits.undo({});
  expect([values(), await client.labels.list()]).toEqual([[first.attributes, second.attributes], [label]]);
});

test('definitions that break a rule are refused in words, and nothing is changed', async () => {
  const { client, values } = await hostWithProject();
  const attributes = [{ ...stage, options: [] }];
  await expect(client.labels.setAttributes({ labelId: 'l', attributes })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: 'Label Label l: Attribute "Stage" has nothing to choose from.',
  });
  await expect(client.labels.setAttributes({ labelId: 'gone', attributes: [] })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(values()).toEqual([first.attributes, second.attributes]);
});

test('an image is removed with its comments, and undo brings them back', async () => {
  const { client, project } = await hostWithProject();
  const comments = [commentRecord('c', 'i'), commentRecord('d', 'i', { resolved: true })];
  const diff = comments.map((after) => ({ table: 'comments', before: null, after }) as const);
  await client.edits.commit({ description: 'Comment', diff });
  expect((await client.images.open({ imageId: 'i' })).comments).toEqual(comments);
  await client.images.remove({ imageIds: ['i'] });
  expect(project.comments.ofImage('i')).toEqual([]);
  await client.edits.undo({});
  expect(project.comments.ofImage('i')).toEqual(comments);
});

test('values, groups and tags go through the door as they are, and the next edit starts from them', async () => {
  const { client, project } = await hostWithProject();
  const image = project.images.get('i');
  const edited: AnnotationRecord = { ...first, attributes: { n: 0.25 }, groupId: 'g' };
  const tagged = { ...image, tags: ['blurred'] };
  const commit = (before: AnnotationRecord, after: AnnotationRecord) =>
    client.edits.commit({ description: 'Set attribute', diff: [{ table: 'annotations', before, after }] });
  await commit(first, edited);
  await commit(edited, { ...edited, attributes: {} });
  await client.edits.commit({ description: 'Tag', diff: [{ table: 'images', before: image, after: tagged }] });
  expect(await client.images.open({ imageId: 'i' })).toEqual({
    image: tagged,
    annotations: [{ ...edited, attributes: {} }],
    comments: [],
  });
});
