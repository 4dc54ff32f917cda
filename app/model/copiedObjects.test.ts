import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotation, documentWith, squarePolygon, suggestion } from '../../tests/generators/documents.ts';
import { noiseMask } from '../../tests/generators/masks.ts';
import { somePoints } from '../../tests/generators/points.ts';
import { starPolygon } from '../../tests/generators/polygons.ts';
import { pasteObjects } from './commands/paste.ts';
import { copiedFromText, copyObjects, textOfCopied } from './copiedObjects.ts';
import { applyDiff } from './document.ts';
import { checkDiff } from './invariants.ts';
import type { AnnotationRecord } from './records.ts';

const now = 9000;
const ids = ['n1', 'n2', 'n3'];

/** On an image of 40 x 30 pixels, or of another size. */
function sized(width: number, height: number, ...annotations: AnnotationRecord[]) {
  const document = documentWith(...annotations);
  return { ...document, image: { ...document.image, id: 'image-2', width, height } };
}

test('copied objects are the same after a way through text, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(noiseMask, starPolygon, somePoints), { minLength: 1, maxLength: 4 }), (shapes) => {
      const records = shapes.map((geometry, index) => annotation(`a${index}`, { geometry, isCrowd: index === 1 }));
      const copied = copyObjects(
        documentWith(...records),
        records.map(({ id }) => id),
      );
      expect(copied.map(({ geometry }) => geometry)).toEqual(shapes);
      expect(copiedFromText(textOfCopied(copied))).toEqual(copied);
    }),
  );
});

test('other text, and objects that nobody could have drawn, are not taken', () => {
  const mask = { kind: 'mask', box: { x: 0, y: 0, width: 2, height: 2 }, counts: '9' };
  const object = { labelId: 'cell', labelName: 'Cell', geometry: mask, isCrowd: false, attributes: {}, groupId: null };
  const wrong = (change: object) =>
    JSON.stringify({ type: 'maskwright/objects', version: 1, objects: [object], ...change });
  const texts = [
    '',
    'some words',
    '{"type":"maskwright/objects"',
    wrong({}),
    wrong({ objects: [] }),
    wrong({ version: 2, objects: [{ ...object, geometry: squarePolygon(1, 1, 2) }] }),
    wrong({ objects: [{ ...object, geometry: { kind: 'polygon', parts: [{ outline: [1, 2, 3, 4], holes: [] }] } }] }),
  ];
  expect(texts.map(copiedFromText)).toEqual(texts.map(() => null));
  expect(copiedFromText(wrong({ objects: [{ ...object, geometry: squarePolygon(1, 1, 2) }] }))?.length).toBe(1);
});

test('pasted objects keep their place and label, are a person’s own, and can be pasted again and again', () => {
  const source = { ...suggestion('s', 0.7), geometry: squarePolygon(2.25, 3, 6), isCrowd: true };
  const document = documentWith(source);
  const [object, ...others] = copyObjects(document, ['s', 'gone']);
  if (object === undefined) throw new Error('Nothing was copied.');
  expect(others).toEqual([]);
  const diff = pasteObjects(document, { objects: [object, object], newIds: ids, now });
  expect(checkDiff(diff)).toBe(null);
  const again = applyDiff(
    applyDiff(document, diff),
    pasteObjects(document, { objects: [object], newIds: ['n3'], now }),
  );
  expect(
    [...again.annotations.values()].map(({ id, geometry, source: { kind }, status, isCrowd }) => ({
      id,
      geometry,
      kind,
      status,
      isCrowd,
    })),
  ).toEqual([
    { id: 's', geometry: source.geometry, kind: 'model', status: 'suggested', isCrowd: true },
    ...ids.map((id) => ({ id, geometry: source.geometry, kind: 'person', status: 'accepted', isCrowd: true })),
  ]);
});

test('on a smaller image they are moved together, or one by one, and cut where they are too large', () => {
  const pair = documentWith(
    annotation('a', { geometry: squarePolygon(20, 20, 5) }),
    annotation('b', { geometry: squarePolygon(30, 22, 8) }),
  );
  const outlines = (width: number, height: number, ...chosen: string[]) =>
    pasteObjects(sized(width, height), { objects: copyObjects(pair, chosen), newIds: ids, now }).map(({ after }) => {
      const { geometry, imageId } = after as AnnotationRecord;
      return [imageId, geometry.kind === 'polygon' ? geometry.parts[0]?.outline : null];
    });
  expect(outlines(30, 30, 'a', 'b')).toEqual([
    ['image-2', [12, 20, 17, 20, 17, 25, 12, 25]],
    ['image-2', [22, 22, 30, 22, 30, 30, 22, 30]],
  ]);
  // Both need 18 columns together.
  expect(outlines(10, 30, 'a', 'b')).toEqual([
    ['image-2', [5, 20, 10, 20, 10, 25, 5, 25]],
    ['image-2', [2, 22, 10, 22, 10, 30, 2, 30]],
  ]);
  expect(outlines(6, 6, 'b')).toEqual([['image-2', [0, 0, 6, 0, 6, 6, 0, 6]]]);
});

test('in another project the label of the same name is taken; without one the object is left out', () => {
  const [copied] = copyObjects(documentWith(annotation('a', { geometry: squarePolygon(1, 1, 4) })), ['a']);
  if (copied === undefined) throw new Error('Nothing was copied.');
  const object = { ...copied, labelId: 'elsewhere', labelName: 'Debris' };
  const objects = [{ ...object, labelName: 'Unknown' }, object];
  const diff = pasteObjects(documentWith(), { objects, newIds: ids, now });
  expect(diff.map(({ after }) => (after as AnnotationRecord).labelId)).toEqual(['debris']);
});

test('values of attributes and groups go along, by name and as groups of their own', () => {
  const stage = {
    id: 'stage',
    name: 'Stage',
    kind: 'choice',
    options: ['early', 'late'],
    defaultValue: 'early',
  } as const;
  const grouped = { groupId: 'g', attributes: { stage: 'late' } };
  const source = documentWith(
    annotation('a', grouped),
    annotation('b', grouped),
    annotation('c', { groupId: 'alone' }),
  );
  const [label] = source.labels.values();
  if (label === undefined) throw new Error('There is no label.');
  const withStage = { ...source, labels: new Map([[label.id, { ...label, attributes: [stage] }]]) };
  const objects = copyObjects(withStage, ['a', 'b', 'c']);
  const target = { ...label, id: 'other', attributes: [{ ...stage, id: 'phase' }] };
  const elsewhere = { ...documentWith(), labels: new Map([[target.id, target]]) };
  const pasted = pasteObjects(elsewhere, { objects, newIds: ids, now }).map(({ after }) => after as AnnotationRecord);
  expect(pasted.map(({ attributes, groupId }) => [attributes, groupId])).toEqual([
    [{ phase: 'late' }, 'n1'],
    [{ phase: 'late' }, 'n1'],
    [{}, null],
  ]);
});
