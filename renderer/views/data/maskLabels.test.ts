import { expect, test } from 'vitest';
import { maskLabelProblems, maskLabelTable, type MaskLabel } from './maskLabels.ts';

const rows = (...pairs: readonly (readonly [key: string, label: string])[]): MaskLabel[] =>
  pairs.map(([key, label]) => ({ key, label }));

test('values and colours are checked line by line', () => {
  const table = rows(
    ['1', 'crack'],
    ['', ''],
    ['', 'hole'],
    ['2', ' '],
    ['001', 'crack'],
    ['1.5', 'a'],
    ['70000', 'a'],
    ['#12', 'a'],
  );
  expect(maskLabelProblems(table, 'values')).toEqual([
    null,
    null,
    'keyMissing',
    'labelMissing',
    'keyTwice',
    'notValue',
    'valueTooHigh',
    'notValue',
  ]);
  expect(maskLabelProblems(rows(['#FF0080', 'a'], ['3', 'b']), 'values')).toEqual(['coloursMixed', null]);
  expect(maskLabelProblems(rows(['#FF0080', 'a'], ['#ff0080', 'b']), 'values')).toEqual([null, 'keyTwice']);
});

test('folders are told apart by their letters and are single names', () => {
  const table = rows(
    ['Break', 'break'],
    ['break', 'break'],
    ['Break', 'other'],
    ['a/b', 'x'],
    ['001', 'y'],
    ['1', 'z'],
  );
  expect(maskLabelProblems(table, 'folders')).toEqual([null, null, 'keyTwice', 'notFolder', null, null]);
});

test('the table leaves empty lines out, and is none while a line is wrong', () => {
  expect(maskLabelTable(rows([' 010 ', ' crack '], ['', ''], ['255', 'hole']), 'values')).toEqual({
    10: 'crack',
    255: 'hole',
  });
  expect(maskLabelTable(rows(['#FF0080', 'a']), 'values')).toEqual({ '#ff0080': 'a' });
  expect(maskLabelTable(rows(['MT_Break', 'break'], ['010', 'ten']), 'folders')).toEqual({
    MT_Break: 'break',
    '010': 'ten',
  });
  expect(maskLabelTable(rows(['', '']), 'values')).toBeNull();
  expect(maskLabelTable(rows(['1', 'crack'], ['2', '']), 'values')).toBeNull();
});
