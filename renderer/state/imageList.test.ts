import { expect, test } from 'vitest';
import type { ImageSummary } from '../../app/contract/views.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { annotationRecord, imageRecord, noCounts } from '../../tests/fixtures/records.ts';
import { nextSort, sortRows } from '../views/data/tableSort.ts';
import { recordOf, withEdit } from './imageCounts.ts';
import { chooseImages, countByFilter, imageFilters } from './imageFilter.ts';
import { imageSorts, sortImages } from './imageSort.ts';
import { withLabelEdit } from './labelCounts.ts';

function image(name: string, more: Partial<ImageSummary> = {}): ImageSummary {
  return { ...imageRecord(name, { name, importedAt: 0 }), ...noCounts, ...more };
}

/** In natural order of the names, as the host sends them. */
const images = [
  image('blank.png'),
  image('other/scan 1.png', {
    ...{ suggested: 1, topScore: 0.4, lowestScore: 0.4, uncertainty: 0.8 },
    ...{ split: 'val', importedAt: 3 },
  }),
  image('plain.png', { review: 'done', split: 'test', importedAt: 2 }),
  image('scan 9.png', {
    ...{ suggested: 2, topScore: 0.9, lowestScore: 0.3, uncertainty: 0.4 },
    ...{ review: 'needsReview', editedAt: 4 },
  }),
  image('Scan 10.png', { accepted: 3, split: 'train', importedAt: 1, editedAt: 5 }),
];
const names = (chosen: readonly ImageSummary[]) => chosen.map(({ name }) => name);

test('images are filtered by state, content, use and label, and searched by every word', () => {
  const choose = (choice: Partial<Parameters<typeof chooseImages>[1]>) =>
    names(chooseImages(images, { filter: 'all', split: 'all', withLabel: null, search: '', ...choice }));
  expect(Object.fromEntries(imageFilters.map((filter) => [filter, choose({ filter })]))).toEqual({
    all: names(images),
    toDo: ['blank.png', 'other/scan 1.png'],
    inProgress: ['Scan 10.png'],
    done: ['plain.png'],
    needsReview: ['scan 9.png'],
    accepted: [],
    rejected: [],
    suggested: ['other/scan 1.png', 'scan 9.png'],
    labelled: ['Scan 10.png'],
  });
  expect({
    words: choose({ search: 'PNG scan 1' }),
    validation: choose({ split: 'val' }),
    undecided: choose({ split: 'none' }),
    withLabel: choose({ withLabel: new Set(['plain.png', 'scan 9.png']) }),
    together: choose({ withLabel: new Set(['plain.png', 'scan 9.png']), filter: 'suggested', search: '9' }),
  }).toEqual({
    words: ['other/scan 1.png', 'Scan 10.png'],
    validation: ['other/scan 1.png'],
    undecided: ['blank.png', 'scan 9.png'],
    withLabel: ['plain.png', 'scan 9.png'],
    together: ['scan 9.png'],
  });
});

test('each filter is counted as it shows', () => {
  const shown = imageFilters.map((filter) => [
    filter,
    chooseImages(images, { filter, split: 'all', withLabel: null, search: '' }).length,
  ]);
  expect(countByFilter(images)).toEqual(Object.fromEntries(shown));
});

test('images are sorted with those last that lack what is sorted by, and ties in order of the names', () => {
  expect(Object.fromEntries(imageSorts.map((sort) => [sort, names(sortImages(images, sort))]))).toEqual({
    name: names(images),
    imported: ['other/scan 1.png', 'plain.png', 'Scan 10.png', 'blank.png', 'scan 9.png'],
    edited: ['Scan 10.png', 'scan 9.png', 'blank.png', 'other/scan 1.png', 'plain.png'],
    state: ['blank.png', 'other/scan 1.png', 'Scan 10.png', 'plain.png', 'scan 9.png'],
    objects: ['Scan 10.png', 'blank.png', 'other/scan 1.png', 'plain.png', 'scan 9.png'],
    uncertainty: ['other/scan 1.png', 'scan 9.png', 'blank.png', 'plain.png', 'Scan 10.png'],
    lowestScore: ['scan 9.png', 'other/scan 1.png', 'blank.png', 'plain.png', 'Scan 10.png'],
    highestScore: ['scan 9.png', 'other/scan 1.png', 'blank.png', 'plain.png', 'Scan 10.png'],
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
  expect(names(sortRows(images, byObjects))[0]).toBe('Scan 10.png');
  expect(names(sortRows(images, { column: 'name', ascending: false }))).toEqual(names(images).reverse());
  expect(names(sortRows(images, { column: 'split', ascending: true }))).toEqual([
    'Scan 10.png',
    'other/scan 1.png',
    'plain.png',
    'blank.png',
    'scan 9.png',
  ]);
});

test('an edit changes the rows of its images alone, and takes removed images out', () => {
  const [blank, unsure, plain, sure, labelled] = images as [
    ImageSummary,
    ImageSummary,
    ImageSummary,
    ImageSummary,
    ImageSummary,
  ];
  const counts = { ...noCounts, accepted: 4, editedAt: 9 };
  const after = withEdit(
    images,
    [
      { table: 'annotations', before: null, after: annotationRecord('a', labelled.id, 'l') },
      { table: 'images', before: recordOf(blank), after: { ...recordOf(blank), review: 'rejected' } },
      { table: 'images', before: recordOf(plain), after: null },
    ],
    { [labelled.id]: counts, 'of another project': noCounts },
  );
  expect(after).toEqual([{ ...blank, review: 'rejected' }, unsure, sure, { ...labelled, ...counts }]);
  expect([after[1], after[2]].map((row, index) => row === [unsure, sure][index])).toEqual([true, true]);
  expect(withEdit(images, [], {})).toBe(images);
});

test('the images with a label follow objects that come, go, change their label or are rejected', () => {
  const object = (id: string, imageId: string, change: Partial<AnnotationRecord> = {}) =>
    annotationRecord(id, imageId, 'cell', change);
  const before = new Map([
    ['one', 2],
    ['two', 1],
    ['three', 1],
  ]);
  const after = withLabelEdit(before, 'cell', [
    { table: 'annotations', before: object('a', 'one'), after: null },
    { table: 'annotations', before: object('b', 'two'), after: object('b', 'two', { labelId: 'crack' }) },
    { table: 'annotations', before: object('c', 'three'), after: object('c', 'three', { isCrowd: true }) },
    { table: 'annotations', before: null, after: object('d', 'four', { status: 'suggested', score: 0.5 }) },
    { table: 'annotations', before: object('e', 'one'), after: object('e', 'one', { status: 'rejected' }) },
  ]);
  expect(after).toEqual(
    new Map([
      ['three', 1],
      ['four', 1],
    ]),
  );
  const elsewhere = object('f', 'one', { labelId: 'crack' });
  expect(withLabelEdit(before, 'cell', [{ table: 'annotations', before: elsewhere, after: null }])).toBe(before);
});

test('a word with # in front is looked for at the beginning of tags', () => {
  const tagged = [
    image('a.png', { tags: ['Blurred', 'out-of-focus'] }),
    image('blurred.png', { tags: ['focus'] }),
    image('c.png'),
  ];
  const found = (search: string) =>
    names(chooseImages(tagged, { filter: 'all', split: 'all', withLabel: null, search }));
  expect(['#blur', 'blur', '#focus', '#out #blurred', '#', 'a #focus'].map(found)).toEqual([
    ['a.png'],
    ['blurred.png'],
    ['blurred.png'],
    ['a.png'],
    ['a.png', 'blurred.png'],
    [],
  ]);
});
