import { expect, test } from 'vitest';
import { annotation, cellLabel, debrisLabel } from '../../tests/generators/documents.ts';
import { type AttributeDefinition, commonValue, sharedAttributes } from './attributes.ts';
import type { LabelRecord } from './records.ts';

const define = (id: string, change: Partial<AttributeDefinition>): AttributeDefinition => ({
  id,
  name: 'stage',
  kind: 'choice',
  options: ['early', 'late'],
  defaultValue: null,
  ...change,
});
const cell: LabelRecord = {
  ...cellLabel,
  attributes: [define('a', {}), define('b', { name: 'size', kind: 'number' })],
};
const debris: LabelRecord = {
  ...debrisLabel,
  attributes: [define('c', { name: 'size', kind: 'text' }), define('d', { options: ['late', 'gone'] })],
};

test('several labels share what has one name and kind, with the options that all have', () => {
  expect(sharedAttributes([cell, debris])).toEqual([define('a', { options: ['late'] })]);
  expect(sharedAttributes([cell])).toEqual(cell.attributes);
  expect(sharedAttributes([])).toEqual([]);
});

test('a value is common where every object has it, under whatever id', () => {
  const labels = new Map([cell, debris].map((label) => [label.id, label]));
  const [late, early] = ['late', 'early'].map((value) => annotation(value, { attributes: { a: value } }));
  const other = annotation('other', { labelId: 'debris', attributes: { d: 'late' } });
  const common = (...records: Parameters<typeof commonValue>[0]) => commonValue(records, labels, 'stage');
  if (late === undefined || early === undefined) throw new Error('There are two records.');
  expect([
    common(late, other),
    common(late, early),
    common(late, annotation('unset')),
    common(annotation('x')),
  ]).toEqual([{ kind: 'same', value: 'late' }, { kind: 'mixed' }, { kind: 'mixed' }, { kind: 'none' }]);
});
