import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AttributeDefinition } from '../../app/model/attributes.ts';
import { createJobHost, type JobHost } from '../../tests/fixtures/jobHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { startExportCoco } from './exportCoco.ts';
import { startImportCoco } from './importCoco.ts';

const size = { width: 40, height: 30 };
const square = (x: number, y = 2) =>
  ({ kind: 'polygon', parts: [{ outline: [x, y, x + 6, y, x + 6, y + 6, x, y + 6], holes: [] }] }) as const;

const define = (id: string, change: Partial<AttributeDefinition>): AttributeDefinition => ({
  id,
  name: id,
  kind: 'text',
  options: [],
  defaultValue: null,
  ...change,
});
const definitions = [
  define('s', { name: 'Zust\u00e4nde "1"', kind: 'choice', options: ['early', 'late'], defaultValue: 'early' }),
  define('n', { name: 'size', kind: 'number', defaultValue: 0 }),
  define('y', { name: 'sure', kind: 'yesNo', defaultValue: true }),
  define('t', { name: '__proto__' }),
];

/** What an export says of objects beyond their shapes, without the ids that every project gives anew. */
function described({ project }: JobHost) {
  const labels = new Map(project.labels.list().map((label) => [label.id, label]));
  const objects = [...project.annotations.accepted()].map(({ labelId, geometry, attributes, groupId }) => {
    const known = labels.get(labelId)?.attributes ?? [];
    const values = known.flatMap(({ id, name }) => (attributes[id] === undefined ? [] : [[name, attributes[id]]]));
    return { geometry, values, groupId };
  });
  const groups = Map.groupBy(objects, ({ groupId }) => groupId);
  return {
    definitions: [...labels.values()].map(({ name, attributes }) => [
      name,
      attributes.map(({ id: _, ...rest }) => rest),
    ]),
    objects: new Set(objects.map(({ geometry, values }) => JSON.stringify([geometry, values]))),
    groups: new Set(
      [...groups].flatMap(([id, members]) => (id === null || members.length < 2 ? [] : [members.length])),
    ),
    tags: project.images.list().map(({ name, tags }) => [name, tags]),
  };
}

async function exported(host: JobHost): Promise<string> {
  const folder = join(host.folder, 'out');
  const started = startExportCoco(host.context, host.project, { folder, copyImages: false });
  return (await host.result(started, 'exportCoco')).file;
}

async function imported(host: JobHost, file: string) {
  return host.result(startImportCoco(host.context, host.project, file), 'importAnnotations');
}

test('attributes with their definitions, groups and tags come back from an exported file as they were', async () => {
  const host = createJobHost();
  host.project.images.add([
    imageRecord('a', { ...size, tags: ['blurred', '\u6a21\u7cca'] }),
    imageRecord('b', { ...size, contentHash: 'b' }),
  ]);
  host.project.labels.add([
    labelRecord('cell', { name: 'cell', attributes: definitions }),
    labelRecord('gel', { order: 1 }),
  ]);
  const at = (x: number, imageId = 'a') => ({ geometry: square(x), createdAt: x, imageId });
  host.project.annotations.add([
    annotationRecord('1', 'a', 'cell', { ...at(0), attributes: { s: 'late', n: 1.5, y: false, t: 'x' }, groupId: 'g' }),
    annotationRecord('2', 'a', 'gel', { ...at(8), groupId: 'g', attributes: { unknown: 'passed over' } }),
    annotationRecord('3', 'a', 'cell', { ...at(16), groupId: 'of one' }),
    annotationRecord('4', 'b', 'cell', { ...at(0, 'b'), groupId: 'h', attributes: { n: -0.1 } }),
    annotationRecord('5', 'b', 'cell', { ...at(8, 'b'), groupId: 'h' }),
    annotationRecord('6', 'b', 'cell', { ...at(16, 'b'), groupId: 'h' }),
  ]);
  const file = await exported(host);
  const written = JSON.parse(readFileSync(file, 'utf8')) as {
    annotations: { attributes?: object; group_id?: number }[];
  };
  expect(written.annotations.map(({ attributes, group_id }) => [Object.entries(attributes ?? {}), group_id])).toEqual([
    [
      [
        ['Zust\u00e4nde "1"', 'late'],
        ['size', 1.5],
        ['sure', false],
        ['__proto__', 'x'],
      ],
      1,
    ],
    [[], 1],
    [[], undefined],
    [[['size', -0.1]], 2],
    [[], 2],
    [[], 2],
  ]);

  const other = createJobHost();
  other.project.images.add([imageRecord('a', size), imageRecord('b', { ...size, contentHash: 'b' })]);
  expect(await imported(other, file)).toMatchObject({ refused: [], inPart: [], objectsInPart: 0 });
  expect(described(other)).toEqual(described(host));
});

test('what only annotations know becomes attributes, by the kind of the values', async () => {
  const host = createJobHost();
  host.project.images.add([imageRecord('a', size)]);
  const file = join(host.folder, 'cvat.json');
  const rows = [
    { occluded: false, depth: 3, note: 'x', mixed: 1, unset: null, empty: '' },
    { occluded: true, depth: 0.5, mixed: true, nested: { x: 1 } },
  ];
  const annotations = rows.map((attributes, index) => ({
    ...{ id: index + 1, image_id: 1, category_id: 1, group_id: 0, attributes },
    segmentation: square(index * 8).parts.map(({ outline }) => outline),
  }));
  const category = { id: 1, name: 'cell' };
  writeFileSync(file, JSON.stringify({ images: [{ id: 1, file_name: 'a.png' }], categories: [category], annotations }));
  const { objects, refused, inPart, objectsInPart } = await imported(host, file);
  const [label] = host.project.labels.list();
  const attributes = label?.attributes.map(({ name, kind }) => [name, kind]);
  expect({ objects, refused, inPart, objectsInPart, attributes }).toEqual({
    objects: 2,
    refused: [],
    inPart: [
      {
        item: 'annotation 2',
        reason:
          'Its attribute "nested" is neither text nor a number nor true or false. The rest of the object was taken.',
        objects: 1,
      },
    ],
    objectsInPart: 1,
    attributes: [
      ['occluded', 'yesNo'],
      ['depth', 'number'],
      ['note', 'text'],
      ['mixed', 'text'],
    ],
  });
  const values = [...described(host).objects].sort().map((text) => (JSON.parse(text) as unknown[])[1]);
  expect(values).toEqual([
    [
      ['occluded', false],
      ['depth', 3],
      ['note', 'x'],
      ['mixed', '1'],
    ],
    [
      ['occluded', true],
      ['depth', 0.5],
      ['mixed', 'true'],
    ],
  ]);
});

test('the attributes of a known label stay; a choice learns options that the file defines, other values are left out', async () => {
  const host = createJobHost();
  host.project.images.add([imageRecord('a', { ...size, tags: ['kept'] })]);
  const own = [
    define('s', { name: 'stage', kind: 'choice', options: ['early'] }),
    define('n', { name: 'size', kind: 'number' }),
  ];
  host.project.labels.add([labelRecord('cell', { name: 'cell', attributes: own })]);
  const file = join(host.folder, 'labels.json');
  const category = { id: 1, name: 'cell', attributes: [{ name: 'stage', kind: 'choice', options: ['late'] }] };
  const annotations = [
    { stage: 'late', size: '2.5' },
    { stage: 'never', size: 'large' },
  ].map((attributes, index) => ({
    ...{ image_id: 1, category_id: 1, attributes },
    segmentation: square(index * 8).parts.map(({ outline }) => outline),
  }));
  const images = [{ id: 1, file_name: 'a.png', tags: ['kept', 'new one', 3] }];
  writeFileSync(file, JSON.stringify({ images, categories: [category], annotations }));
  expect(await imported(host, file)).toMatchObject({
    objects: 2,
    refused: [],
    inPart: ['cell: stage', 'cell: size'].map((item) => ({
      item,
      reason: { kind: 'attributeLeftOut', objects: 1 },
      objects: 1,
    })),
    // One object lacks both.
    objectsInPart: 1,
  });
  expect([host.project.labels.list()[0]?.attributes, host.project.images.list()[0]?.tags]).toEqual([
    [{ ...own[0], options: ['early', 'late'] }, own[1]],
    ['kept', 'new-one'],
  ]);
  const values = [...host.project.annotations.accepted()].map(({ attributes }) => attributes);
  expect(new Set(values.map((value) => JSON.stringify(value)))).toEqual(new Set(['{"s":"late","n":2.5}', '{}']));
});
