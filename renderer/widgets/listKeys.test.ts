import { expect, test } from 'vitest';
import { rowAfterKey } from './listKeys.ts';

test.each([
  ['ArrowDown', 'rows', 2, 3],
  ['ArrowDown', 'rows', 9, 9],
  ['ArrowDown', 'rows', -1, 0],
  ['ArrowUp', 'rows', 2, 1],
  ['ArrowUp', 'rows', 0, 0],
  ['ArrowUp', 'rows', -1, 9],
  ['Home', 'rows', 5, 0],
  ['End', 'columns', 5, 9],
  ['PageDown', 'rows', 3, 7],
  ['PageDown', 'rows', 8, 9],
  ['PageUp', 'rows', 3, 0],
  ['ArrowRight', 'columns', 3, 4],
  ['ArrowRight', 'rows', 3, null],
  ['ArrowUp', 'columns', 3, null],
  ['constructor', 'rows', 3, null],
] as const)('%s along %s from %d goes to %s', (key, along, current, expected) => {
  expect(rowAfterKey(key, along, { current, count: 10, rowsPerPage: 4 })).toBe(expected);
});

test('an empty list goes nowhere', () => {
  expect(rowAfterKey('End', 'rows', { current: -1, count: 0, rowsPerPage: 4 })).toBeNull();
});
