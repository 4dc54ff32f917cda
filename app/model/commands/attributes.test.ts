import { expect, test } from 'vitest';
import { annotation, cellLabel, debrisLabel, sampleImage, suggestion } from '../../../tests/generators/documents.ts';
import type { AttributeDefinition } from '../attributes.ts';
import { invertDiff } from '../diff.ts';
import { applyDiff, createDocument } from '../document.ts';
import type { AnnotationRecord, LabelRecord } from '../records.ts';
import { setAttributes, setAttributeValue } from './attributes.ts';
import { addAnnotation, changeLabel, duplicateAnnotations } from './objects.ts';

const now = 9000;
const define = (id: string, change: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  id,
  name: id,
  kind: 'text',
  options: [],
  defaultValue: null,
  ...change,
});
const stage = define('stage', { kind: 'choice', options: ['early', 'late'], defaultValue: 'early' });
const size = define('size', { kind: 'number' });
const cell: LabelRecord = { ...cellLabel, attributes: [stage, size] };
const debris: LabelRecord = {
  ...debrisLabel,
  attributes: [
    define('debris size', { name: 'size', kind: 'number' }),
    define('debris stage', { name: 'stage', kind: 'text' }),
    define('dirty', { kind: 'yesNo', defaultValue: false }),
  ],
};
const documentOf = (...annotations: AnnotationRecord[]) => createDocument(sampleImage, annotations, [cell, debris]);

test('a removed attribute takes its values along, on other images too, and undo brings them back', () => {
  const here = annotation('here', { attributes: { stage: 'late', size: 3 } });
  const there = annotation('there', { imageId: 'image-2', attributes: { stage: 'early' } });
  const others = [annotation('unset'), annotation('debris', { labelId: 'debris', attributes: { stage: 'late' } })];
  const args = { labelId: 'cell', attributes: [size], annotations: [here, there, ...others] };
  const document = documentOf(here, ...others);
  const diff = setAttributes(document, args);
  expect(diff).toEqual([
    { table: 'labels', before: cell, after: { ...cell, attributes: [size] } },
    { table: 'annotations', before: here, after: { ...here, attributes: { size: 3 } } },
    { table: 'annotations', before: there, after: { ...there, attributes: {} } },
  ]);
  expect(applyDiff(applyDiff(document, diff), invertDiff(diff))).toEqual(document);
});

test('a new name or order keeps values, another kind drops them, and one option with another word is the same option', () => {
  const record = annotation('a', { attributes: { stage: 'early', size: 3 } });
  const after = (...attributes: AttributeDefinition[]) => {
    const diff = setAttributes(documentOf(record), { labelId: 'cell', attributes, annotations: [record] });
    return applyDiff(documentOf(record), diff).annotations.get('a')?.attributes;
  };
  expect([
    after({ ...size, name: 'Diameter' }, { ...stage, defaultValue: 'late' }),
    after({ ...size, kind: 'text' }, stage),
    after(size, { ...stage, options: ['young', 'late'], defaultValue: null }),
    after(size, { ...stage, options: ['late', 'gone'], defaultValue: null }),
    after(size, { ...stage, options: ['late', 'early', 'never'] }),
  ]).toEqual([
    { stage: 'early', size: 3 },
    { stage: 'early' },
    { stage: 'young', size: 3 },
    { size: 3 },
    { stage: 'early', size: 3 },
  ]);
});

test('a value is set by name on the objects whose label takes it, accepts suggestions, and can be unset', () => {
  const [first, guess] = [annotation('first', { attributes: { size: 2 } }), suggestion('guess', 0.5)];
  const other = annotation('other', { labelId: 'debris' });
  const document = documentOf(first, guess, other);
  const ids = ['first', 'guess', 'other', 'gone'];
  expect(setAttributeValue(document, { ids, name: 'size', value: 2, now })).toEqual([
    {
      table: 'annotations',
      before: guess,
      after: { ...guess, attributes: { size: 2 }, status: 'accepted', updatedAt: now },
    },
    {
      table: 'annotations',
      before: other,
      after: { ...other, attributes: { 'debris size': 2 }, updatedAt: now },
    },
  ]);
  expect(setAttributeValue(document, { ids, name: 'size', value: null, now })).toEqual([
    { table: 'annotations', before: first, after: { ...first, attributes: {}, updatedAt: now } },
  ]);
  expect(setAttributeValue(document, { ids: ['first'], name: 'stage', value: 'never', now })).toEqual([]);
  expect(setAttributeValue(document, { ids, name: 'colour', value: 'red', now })).toEqual([]);
});

test('a drawn object begins with the defaults, a copy with the values of the original', () => {
  const original = annotation('a', { attributes: { stage: 'late' }, groupId: 'group' });
  const document = documentOf(original);
  const geometry = original.geometry;
  const added = [
    ...addAnnotation(document, { id: 'n', labelId: 'cell', geometry, now }),
    ...duplicateAnnotations(document, { ids: ['a'], newIds: ['copy'], dx: 1, dy: 0, now }),
  ];
  expect(added.map(({ after }) => after)).toMatchObject([
    { id: 'n', attributes: { stage: 'early' }, groupId: null },
    { id: 'copy', attributes: { stage: 'late' }, groupId: null },
  ]);
});

test('copies of several objects of a group are a group of their own', () => {
  const [a, b] = [annotation('a', { groupId: 'group' }), annotation('b', { groupId: 'group' })];
  const args = { ids: ['a', 'c', 'b'], newIds: ['a2', 'c2', 'b2'], dx: 1, dy: 0, now };
  const copies = duplicateAnnotations(documentOf(a, b, annotation('c')), args);
  expect(copies.map(({ after }) => after)).toMatchObject([
    { id: 'a2', groupId: 'a2' },
    { id: 'c2', groupId: null },
    { id: 'b2', groupId: 'a2' },
  ]);
});

test('with another label values go along by name and kind, and the rest begins with the defaults', () => {
  const record = annotation('a', { attributes: { stage: 'late', size: 4 } });
  const relabelled = applyDiff(
    documentOf(record),
    changeLabel(documentOf(record), { ids: ['a'], labelId: 'debris', now }),
  );
  expect(relabelled.annotations.get('a')?.attributes).toEqual({ 'debris size': 4, dirty: false });
  const back = changeLabel(relabelled, { ids: ['a'], labelId: 'cell', now });
  expect(applyDiff(relabelled, back).annotations.get('a')?.attributes).toEqual({ size: 4, stage: 'early' });
});
