import { expect, test } from 'vitest';
import { isSolo, labelsHiddenBySolo } from './labelSolo.ts';

const labels = ['cell', 'crystal', 'dust'];

test('only this label: the others go, whatever was hidden, and come back the second time', () => {
  const once = labelsHiddenBySolo(labels, new Set(['cell']), 'cell');
  expect([...once]).toEqual(['crystal', 'dust']);
  expect([...labelsHiddenBySolo(labels, once, 'cell')]).toEqual([]);
  expect([...labelsHiddenBySolo(labels, once, 'dust')]).toEqual(['cell', 'crystal']);
});

test('a label is alone where all others are hidden, and it is not', () => {
  expect(isSolo(labels, new Set(['crystal', 'dust']), 'cell')).toBe(true);
  expect(isSolo(labels, new Set(['crystal', 'dust', 'cell']), 'cell')).toBe(false);
  expect(isSolo(labels, new Set(['dust']), 'cell')).toBe(false);
  expect(isSolo(['cell'], new Set(), 'cell')).toBe(false);
});
