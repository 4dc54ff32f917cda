import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importRemarks, importRemarksInEnglish } from '../../app/contract/importRemarks.ts';
import { createJobHost, type JobHost } from '../../tests/fixtures/jobHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { startImportCoco } from './importCoco.ts';

const square = [[2, 2, 8, 2, 8, 8, 2, 8]];

async function importText(host: JobHost, text: string) {
  const file = join(host.folder, 'labels.json');
  writeFileSync(file, text);
  return host.context.jobs.finished(startImportCoco(host.context, host.project, file).id);
}

test('labels join those of the project by name, and category ids stay unique', async () => {
  const host = createJobHost();
  const { project } = host;
  project.images.add([imageRecord('a', { width: 12, height: 10 })]);
  project.labels.add([labelRecord('known', { name: 'cell' }), labelRecord('taken', { name: 'gel', categoryId: 3 })]);
  project.exportIds.reserve('category', 'taken', 3);
  const category = (id: number, name: string) => ({ id, name, supercategory: 'all' });
  const object = (category_id: number, change: object = {}) => ({
    image_id: 1,
    category_id,
    segmentation: square,
    ...change,
  });
  const job = await importText(
    host,
    `\uFEFF${JSON.stringify({
      images: [{ id: 1, file_name: '/data/a.png' }],
      categories: [category(5, 'cell'), category(3, 'crack'), category(9, 'void')],
      annotations: [object(5), object(3, { iscrowd: 1 }), object(3, { segmentation: [] }), object(5)],
    })}`,
  );
  expect(job).toMatchObject({
    state: 'succeeded',
    done: 4,
    total: 4,
    result: {
      objects: 2,
      images: 1,
      newLabels: ['crack', 'void'],
      alreadyPresent: 1,
      negatives: 0,
      refused: [{ item: 'annotation row 3', reason: 'It has only a box: its segmentation is empty.', objects: 1 }],
      inPart: [],
      objectsInPart: 0,
    },
  });
  expect(project.labels.list().map(({ name, categoryId, supercategory }) => [name, categoryId, supercategory])).toEqual(
    [
      ['cell', 5, null],
      ['gel', 3, null],
      ['crack', null, 'all'],
      ['void', 9, 'all'],
    ],
  );
  const stored = project.annotations.ofImage('a').map(({ id, labelId, createdAt, updatedAt, ...rest }) => {
    expect([typeof id, createdAt]).toEqual(['string', updatedAt]);
    return { ...rest, label: project.labels.list().find((label) => label.id === labelId)?.name };
  });
  const common = {
    imageId: 'a',
    geometry: { kind: 'polygon', parts: [{ outline: square[0], holes: [] }] },
    source: { kind: 'import', file: 'labels.json' },
    score: null,
    status: 'accepted',
    attributes: {},
    groupId: null,
  };
  expect(new Set(stored)).toEqual(
    new Set([
      { ...common, label: 'cell', isCrowd: false },
      { ...common, label: 'crack', isCrowd: true },
    ]),
  );
});

test('objects that a person drew as another kind of shape are found again by their pixels', async () => {
  const host = createJobHost();
  host.project.images.add([imageRecord('a', { width: 12, height: 10 })]);
  host.project.labels.add([labelRecord('l', { name: 'cell' })]);
  host.project.annotations.add([
    annotationRecord('mask', 'a', 'l', {
      geometry: { kind: 'mask', box: { x: 2, y: 2, width: 6, height: 6 }, counts: '0T1' },
    }),
    annotationRecord('rejected', 'a', 'l', { status: 'rejected' }),
  ]);
  const job = await importText(
    host,
    JSON.stringify({
      images: [{ id: 1, file_name: 'a.png' }],
      categories: [{ id: 1, name: 'cell' }],
      annotations: [{ image_id: 1, category_id: 1, segmentation: square }],
    }),
  );
  expect(job.result).toMatchObject({ objects: 0, alreadyPresent: 1 });
});

test('a file without anything to take leaves no labels; a broken one says what is wrong', async () => {
  const host = createJobHost();
  const nothing = await importText(
    host,
    JSON.stringify({ images: [], annotations: [], categories: [{ id: 1, name: 'x' }] }),
  );
  expect([nothing.result, host.project.labels.list()]).toEqual([
    {
      kind: 'importAnnotations',
      objects: 0,
      images: 0,
      newLabels: [],
      alreadyPresent: 0,
      negatives: 0,
      refused: [],
      inPart: [],
      objectsInPart: 0,
    },
    [],
  ]);
  const messages = await Promise.all(
    ['{"a": NaN}', '{', '[]'].map(async (text) => {
      const one = createJobHost();
      return (await importText(one, text)).error?.message.replace(/".*"/, '"FILE"');
    }),
  );
  expect(messages).toEqual([
    '"FILE" is not valid JSON. It holds NaN or Infinity, which JSON does not know.',
    '"FILE" is not valid JSON.',
    'This is a list of results, not a COCO dataset: images, annotations and categories are needed.',
  ]);
  const missing = startImportCoco(host.context, host.project, join(host.folder, 'none.json'));
  expect((await host.context.jobs.finished(missing.id)).error?.code).toBe('FILE_UNREADABLE');
});

test('objects left out and objects taken without something are told apart, each counted once', async () => {
  const host = createJobHost();
  host.project.images.add([imageRecord('a', { width: 12, height: 10 })]);
  const outline = [1, 1, 5, 1, 5, 5, 1, 5];
  const damaged = { image_id: 1, category_id: 1, segmentation: [outline, [1, 1]], attributes: { nested: {} } };
  const { result } = await importText(
    host,
    JSON.stringify({
      images: [
        { id: 1, file_name: 'a.png', done: true },
        { id: 2, file_name: 'elsewhere.png' },
        { id: 3, file_name: 'nowhere.png' },
      ],
      categories: [
        { id: 1, name: 'cell', attributes: 'none' },
        { id: 2, name: 'cell' },
      ],
      annotations: [
        { image_id: 1, category_id: 1, segmentation: square },
        damaged,
        // The same once more, which is there already.
        damaged,
        { image_id: 1, category_id: 9, segmentation: square },
        { image_id: 2, category_id: 1, segmentation: square },
        { image_id: 2, category_id: 1, segmentation: square },
      ],
    }),
  );
  expect(result).toMatchObject({ objects: 2, alreadyPresent: 1 });
  const remarks = result?.kind === 'importAnnotations' ? importRemarks(result) : [];
  expect(remarks.map(({ kind, count, details }) => [kind, count, details.map(({ item }) => item)])).toEqual([
    ['objectsLeftOut', 3, ['annotation row 4', 'image elsewhere.png']],
    ['entriesLeftOut', 1, ['image nowhere.png']],
    ['objectsTakenInPart', 1, ['annotation row 2', 'annotation row 2']],
    ['categoriesChanged', 2, ['category cell', 'category 2']],
  ]);
  expect(remarks.map(({ kind, count }) => importRemarksInEnglish[kind](count, String(count)))).toEqual([
    '3 objects were left out',
    '1 entry was left out',
    '1 object was taken with something left out',
    '2 categories were taken with changes',
  ]);
  // What is not all there is not labelled completely.
  expect(host.project.images.get('a').review).toBe('open');
});
