import { expect, test } from 'vitest';
import { annotation, cellLabel, debrisLabel, documentWith } from '../../../tests/generators/documents.ts';
import { addLabel, editLabel, removeLabel } from './labels.ts';

const document = documentWith();

test('adds a label at the end with the next colour and hotkey', () => {
  expect(addLabel(document, { id: 'new', name: 'Vessel' })).toEqual([
    {
      table: 'labels',
      before: null,
      after: {
        id: 'new',
        name: 'Vessel',
        colour: '#00fccf',
        hotkey: '3',
        order: 2,
        categoryId: null,
        supercategory: null,
        attributes: [],
      },
    },
  ]);
});

test('takes a hotkey from the label that had it', () => {
  expect(editLabel(document, { labelId: 'debris', hotkey: '1', name: 'Dirt' })).toEqual([
    { table: 'labels', before: cellLabel, after: { ...cellLabel, hotkey: null } },
    { table: 'labels', before: debrisLabel, after: { ...debrisLabel, hotkey: '1', name: 'Dirt' } },
  ]);
});

test('removes a label with its objects, on other images too', () => {
  const [here, there] = [annotation('here'), annotation('there', { imageId: 'image-2' })];
  const annotations = [here, there, annotation('other', { labelId: 'debris' })];
  expect(removeLabel(document, { labelId: 'cell', annotations })).toEqual([
    { table: 'annotations', before: here, after: null },
    { table: 'annotations', before: there, after: null },
    { table: 'labels', before: cellLabel, after: null },
  ]);
});
