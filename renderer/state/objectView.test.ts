import { afterEach, beforeEach, expect, test } from 'vitest';
import { queryPoint } from '../../app/geometry/spatialIndex.ts';
import { createDocument } from '../../app/model/document.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { objectView } from './objectView.svelte.ts';
import { openImage } from './openImage.svelte.ts';

const labels = [labelRecord('cell'), labelRecord('crystal'), labelRecord('dust')];
const cell = annotationRecord('c', 'image', 'cell');
const crystal = annotationRecord('k', 'image', 'crystal');
const suggested = annotationRecord('s', 'image', 'crystal', { status: 'suggested', score: 0.9 });

beforeEach(() => {
  openImage.document = createDocument(imageRecord('image'), [cell, crystal, suggested], labels);
  openImage.select(['k', 'c']);
});
afterEach(() => {
  objectView.showAll();
  objectView.showAllLabels();
  openImage.document = null;
});

const seen = () => ({
  visible: objectView.visible.map(({ id }) => id),
  hit: queryPoint(objectView.index, { x: 30, y: 30 }, 0).map(({ id }) => id),
  changed: [...objectView.selected],
  suggestions: objectView.suggestionsAbove.map(({ id }) => id),
});

test('objects of a hidden label are neither seen nor hit nor changed, and come back as they were', () => {
  const all = { visible: ['c', 'k', 's'], hit: ['c', 'k', 's'], changed: ['k', 'c'], suggestions: ['s'] };
  expect(seen()).toEqual(all);
  objectView.toggleLabel('crystal');
  expect(seen()).toEqual({ visible: ['c'], hit: ['c'], changed: ['c'], suggestions: [] });
  objectView.toggleLabel('crystal');
  expect(seen()).toEqual(all);
});

test('the same holds for single objects and for all', () => {
  objectView.toggle(['c']);
  expect(seen()).toEqual({ visible: ['k', 's'], hit: ['k', 's'], changed: ['k'], suggestions: ['s'] });
  objectView.allHidden = true;
  expect(seen()).toEqual({ visible: [], hit: [], changed: [], suggestions: [] });
});

test('one label alone, and all again', () => {
  objectView.soloLabel('crystal');
  expect(seen()).toEqual({ visible: ['k', 's'], hit: ['k', 's'], changed: ['k'], suggestions: ['s'] });
  objectView.soloLabel('crystal');
  expect(objectView.hiddenLabels.size).toBe(0);
});

test('hidden labels stay hidden on the next image; a new object of one shows it', () => {
  objectView.soloLabel('dust');
  objectView.showAll();
  expect([...objectView.hiddenLabels]).toEqual(['cell', 'crystal']);
  objectView.showNew([{ table: 'annotations', before: cell, after: { ...cell, updatedAt: 1 } }]);
  expect([...objectView.hiddenLabels]).toEqual(['cell', 'crystal']);
  objectView.allHidden = true;
  objectView.showNew([{ table: 'annotations', before: null, after: { ...cell, id: 'new' } }]);
  expect([[...objectView.hiddenLabels], objectView.allHidden]).toEqual([['crystal'], false]);
  objectView.showNew([{ table: 'annotations', before: cell, after: { ...cell, labelId: 'crystal' } }]);
  expect([...objectView.hiddenLabels]).toEqual([]);
});
