import { expect, test } from 'vitest';
import type { ImageSummary } from '../../app/contract/views.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { AnnotationRecord, AnnotationStatus } from '../../app/model/records.ts';
import { commentRecord } from '../../tests/fixtures/records.ts';
import { nextSort, sortImages } from '../views/data/tableSort.ts';
import { withEdit } from './imageCounts.ts';
import { chooseImages, countByFilter, stageOf } from './imageFilter.ts';

function image(name: string, more: Partial<ImageSummary> = {}): ImageSummary {
  return {
    id: name,
    name,
    path: name,
    storage: 'copied',
    width: 10,
    height: 10,
    channels: 1,
    bitDepth: 8,
    valueRange: { low: 0, high: 255 },
    pixelSpacing: null,
    byteSize: 1,
    contentHash: name,
    split: null,
    done: false,
    displayWindow: null,
    tags: [],
    importedAt: 0,
    accepted: 0,
    suggested: 0,
    topScore: null,
    openComments: 0,
    ...more,
  };
}

const images = [
  image('Scan 10.png', { accepted: 3, split: 'train', importedAt: 1 }),
  image('scan 9.png', { suggested: 2, topScore: 0.9 }),
  image('other/scan 1.png', { suggested: 1, topScore: 0.4, split: 'val', importedAt: 3 }),
  image('plain.png', { done: true, split: 'test', importedAt: 2 }),
  image('blank.png'),
];
const names = (chosen: readonly ImageSummary[]) => chosen.map(({ name }) => name);

test('images are filtered, searched by every word, and sorted with numbers as numbers', () => {
  const choose = (choice: Partial<Parameters<typeof chooseImages>[1]>) =>
    names(chooseImages(images, { filter: 'all', search: '', sort: 'name', ...choice }));
  expect({
    byName: choose({}),
    suggested: choose({ filter: 'suggested' }),
    leastCertain: choose({ sort: 'score', search: 'scan' }),
    words: choose({ search: 'PNG scan 1' }),
    newest: choose({ sort: 'imported' }).slice(0, 2),
  }).toEqual({
    byName: ['blank.png', 'other/scan 1.png', 'plain.png', 'scan 9.png', 'Scan 10.png'],
    suggested: ['other/scan 1.png', 'scan 9.png'],
    leastCertain: ['other/scan 1.png', 'scan 9.png', 'Scan 10.png'],
    words: ['other/scan 1.png', 'Scan 10.png'],
    newest: ['other/scan 1.png', 'plain.png'],
  });
  expect(images.map(stageOf)).toEqual(['labelled', 'suggested', 'suggested', 'done', 'unlabelled']);
  expect(countByFilter(images)).toEqual({
    all: 5,
    unlabelled: 1,
    suggested: 2,
    labelled: 1,
    done: 1,
    train: 1,
    val: 1,
    test: 1,
  });
});

test('a table column turns around, and numbers begin with the largest', () => {
  const byName = { column: 'name', ascending: true } as const;
  const byObjects = nextSort(byName, 'objects');
  expect([byObjects, nextSort(byObjects, 'objects'), nextSort(byName, 'name')]).toEqual([
    { column: 'objects', ascending: false },
    { column: 'objects', ascending: true },
    { column: 'name', ascending: false },
  ]);
  expect(names(sortImages(images, byObjects))[0]).toBe('Scan 10.png');
  expect(names(sortImages(images, { column: 'split', ascending: true }))).toEqual([
    'Scan 10.png',
    'other/scan 1.png',
    'plain.png',
    'blank.png',
    'scan 9.png',
  ]);
});

function annotation(imageId: string, status: AnnotationStatus): AnnotationRecord {
  return {
    id: `${imageId} ${status}`,
    imageId,
    labelId: 'l',
    geometry: { kind: 'polygon', parts: [] } as unknown as AnnotationRecord['geometry'],
    source: { kind: 'person' },
    score: null,
    status,
    isCrowd: false,
    attributes: {},
    groupId: null,
    createdAt: 0,
    updatedAt: 0,
  };
}

test('an edit changes the counts of its images alone, and takes removed images out', () => {
  const [labelled, sure, unsure, plain, blank] = images as [
    ImageSummary,
    ImageSummary,
    ImageSummary,
    ImageSummary,
    ImageSummary,
  ];
  const { accepted: _a, suggested: _s, topScore: _t, openComments: _o, ...record } = blank;
  const after = withEdit(images, [
    { table: 'annotations', before: null, after: annotation(labelled.id, 'accepted') },
    { table: 'annotations', before: annotation(unsure.id, 'suggested'), after: annotation(unsure.id, 'accepted') },
    { table: 'annotations', before: annotation(sure.id, 'suggested'), after: annotation(sure.id, 'rejected') },
    { table: 'images', before: record, after: { ...record, done: true } },
    { table: 'images', before: plain, after: null },
  ]);
  expect(after).toEqual([
    { ...labelled, accepted: 4 },
    { ...sure, suggested: 1 },
    { ...unsure, accepted: 1, suggested: 0, topScore: null },
    { ...blank, done: true },
  ]);
  expect(withEdit(images, [])).toBe(images);
});

test('a word with # in front is looked for at the beginning of tags', () => {
  const tagged = [
    image('a.png', { tags: ['Blurred', 'out-of-focus'] }),
    image('blurred.png', { tags: ['focus'] }),
    image('c.png'),
  ];
  const found = (search: string) => names(chooseImages(tagged, { filter: 'all', search, sort: 'name' }));
  expect(['#blur', 'blur', '#focus', '#out #blurred', '#', 'a #focus'].map(found)).toEqual([
    ['a.png'],
    ['blurred.png'],
    ['blurred.png'],
    ['a.png'],
    ['a.png', 'blurred.png'],
    [],
  ]);
});

test('comments are counted while they are open', () => {
  const [labelled] = images;
  const comment = commentRecord('c', labelled?.id ?? '');
  const after = (...diff: RecordDiff) => withEdit(images, diff)[0]?.openComments;
  const resolved = { ...comment, resolved: true };
  expect([
    after({ table: 'comments', before: null, after: comment }),
    after({ table: 'comments', before: null, after: resolved }),
    after({ table: 'comments', before: comment, after: resolved }),
    withEdit(images, [{ table: 'comments', before: null, after: commentRecord('c', 'elsewhere') }]),
  ]).toEqual([1, 0, -1, images]);
});
