import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  annotation,
  documentWith,
  sampleImage,
  squarePolygon,
  suggestion,
} from '../../../tests/generators/documents.ts';
import { noiseMask } from '../../../tests/generators/masks.ts';
import { tangledPolygon } from '../../../tests/generators/polygons.ts';
import { combinationIds } from '../../geometry/combine.ts';
import type { Geometry, PolygonGeometry } from '../../geometry/geometry.ts';
import { geometryArea } from '../../geometry/measure.ts';
import { invertDiff, type RecordDiff } from '../diff.ts';
import { applyDiff, type LabellingDocument } from '../document.ts';
import { checkDiff } from '../invariants.ts';
import type { AnnotationRecord } from '../records.ts';
import { changeShapes, combineAnnotations, shapeChangeIds, splitAnnotations } from './shapes.ts';

const now = 9000;

function objectsAfter(document: LabellingDocument, diff: RecordDiff): readonly AnnotationRecord[] {
  return [...applyDiff(document, diff).annotations.values()];
}

function idsOf(document: LabellingDocument, diff: RecordDiff): readonly string[] {
  return objectsAfter(document, diff).map(({ id }) => id);
}

test('the first selected keeps its id, label, source and score, and the others go into it', () => {
  const first = { ...suggestion('s', 0.6), labelId: 'debris', isCrowd: true };
  const document = documentWith(annotation('a', { geometry: squarePolygon(4, 4, 6) }), first);
  const diff = combineAnnotations(document, { ids: ['s', 'a'], combination: 'unite', now });
  const [united] = objectsAfter(document, diff);
  expect(idsOf(document, diff)).toEqual(['s']);
  expect(united).toEqual({ ...first, geometry: united?.geometry, status: 'accepted', updatedAt: now });
  expect(united === undefined ? 0 : geometryArea(united.geometry)).toBe(36 + 36 - 16);
});

test('subtracting leaves the others where they are, and is no edit where nothing is common', () => {
  const [a, b] = [annotation('a'), annotation('b', { geometry: squarePolygon(5, 2, 6) })];
  const far = annotation('far', { geometry: squarePolygon(20, 20, 4) });
  const document = documentWith(a, b, far);
  const subtract = (...ids: string[]) => combineAnnotations(document, { ids, combination: 'subtract', now });
  expect(subtract('a', 'b').map(({ before, after }) => [before?.id, after?.id])).toEqual([['a', 'a']]);
  expect(
    objectsAfter(document, subtract('b', 'a')).map((object) => [object.id, geometryArea(object.geometry)]),
  ).toEqual([
    ['a', 36],
    ['b', 18],
    ['far', 16],
  ]);
  expect(subtract('a', 'far')).toEqual([]);
});

test('what would leave nothing is no edit, nor is anything with one object', () => {
  const document = documentWith(
    annotation('a'),
    annotation('same'),
    annotation('b', { geometry: squarePolygon(20, 20, 4) }),
  );
  const combine = (combination: (typeof combinationIds)[number], ...ids: string[]) =>
    combineAnnotations(document, { ids, combination, now });
  expect([
    combine('intersect', 'a', 'b'),
    combine('subtract', 'a', 'same'),
    combine('exclude', 'a', 'same'),
    combine('unite', 'a'),
    combine('unite', 'a', 'gone'),
    changeShapes(document, { ids: ['a'], change: 'shrink', amountPx: 3, now }),
    changeShapes(document, { ids: ['a'], change: 'smooth', amountPx: 4, now }),
    changeShapes(document, { ids: ['a'], change: 'fillHoles', amountPx: 1, now }),
    changeShapes(document, { ids: ['a'], change: 'keepLargest', amountPx: 1, now }),
    changeShapes(document, { ids: ['a'], change: 'simplify', amountPx: 1, now }),
    splitAnnotations(document, { ids: ['a'], newId: () => 'new', now }),
  ]).toEqual(Array.from({ length: 11 }, () => []));
});

test('a part each: the largest stays the object, the others are like it and lie in its place', () => {
  const parts = [squarePolygon(1, 1, 2), squarePolygon(10, 10, 5), squarePolygon(20, 2, 3)] as PolygonGeometry[];
  const geometry: Geometry = { kind: 'polygon', parts: parts.flatMap((part) => part.parts) };
  const before = { ...suggestion('s', 0.5), geometry };
  const document = documentWith(before, annotation('above', { createdAt: 3000 }));
  let count = 0;
  const diff = splitAnnotations(document, { ids: ['s'], newId: () => `part-${++count}`, now });
  const after = objectsAfter(document, diff);
  expect(after.map(({ id, geometry: part }) => [id, geometryArea(part)])).toEqual([
    ['part-1', 9],
    ['part-2', 4],
    ['s', 25],
    ['above', 36],
  ]);
  const copy = after[0];
  expect(copy).toEqual({ ...before, id: 'part-1', geometry: copy?.geometry, status: 'accepted', updatedAt: now });
});

test('some objects change while others stay', () => {
  const document = documentWith(
    annotation('small', { geometry: squarePolygon(2, 2, 3) }),
    annotation('large', { geometry: squarePolygon(10, 10, 9) }),
  );
  const diff = changeShapes(document, { ids: ['small', 'large'], change: 'shrink', amountPx: 2, now });
  expect(objectsAfter(document, diff).map((object) => geometryArea(object.geometry))).toEqual([25, 9]);
});

const smallMask = noiseMask.filter(({ box }) => box.y + box.height <= sampleImage.height);

test('every edit can be stored, and undone to the very document before', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(smallMask, tangledPolygon), { minLength: 2, maxLength: 3 }), (geometries) => {
      const document = documentWith(...geometries.map((geometry, index) => annotation(`o${index}`, { geometry })));
      const ids = [...document.annotations.keys()];
      let count = 0;
      const diffs = [
        ...combinationIds.map((combination) => combineAnnotations(document, { ids, combination, now })),
        ...shapeChangeIds.map((change) => changeShapes(document, { ids, change, amountPx: 1, now })),
        splitAnnotations(document, { ids, newId: () => `new-${++count}`, now }),
      ];
      for (const diff of diffs) {
        expect(checkDiff(diff)).toBeNull();
        expect(applyDiff(applyDiff(document, diff), invertDiff(diff))).toEqual(document);
      }
    }),
    { numRuns: 25 },
  );
});
