import { expect, test } from 'vitest';
import { annotation, documentWith, squarePolygon } from '../../../tests/generators/documents.ts';
import { combinationIds } from '../../geometry/combine.ts';
import type { PointsGeometry } from '../../geometry/geometry.ts';
import { copiedFromText, copyObjects, textOfCopied } from '../copiedObjects.ts';
import type { RecordDiff } from '../diff.ts';
import { eraseStroke, paintStroke } from './brush.ts';
import { convertToMask, convertToPolygon } from './convert.ts';
import { fillArea } from './fill.ts';
import { changeLabel, duplicateAnnotations, moveAnnotations } from './objects.ts';
import { pasteObjects } from './paste.ts';
import { changeShapes, combineAnnotations, shapeChangeIds, splitAnnotations } from './shapes.ts';
import { objectsSplitBy } from './split.ts';

const now = 9000;
const points: PointsGeometry = { kind: 'points', points: [4, 4, 6.25, 5.5] };
const marks = annotation('marks', { geometry: points });
/** A square around the points. */
const cell = annotation('cell', { geometry: squarePolygon(2, 2, 8) });
const document = documentWith(marks, cell);
const stroke = { points: [{ x: 0, y: 5 }, { x: 12, y: 5 }], diameterPx: 4 }; // prettier-ignore

test('what changes shapes passes points by', () => {
  const ids = ['marks'];
  const diffs: Record<string, RecordDiff> = {
    toMask: convertToMask(document, { ids, now }),
    toPolygon: convertToPolygon(document, { ids, now }),
    parts: splitAnnotations(document, { ids, newId: () => 'n', now }),
    erased: eraseStroke(document, { ...stroke, ids, now }),
    filled: fillArea(document, { target: 'marks', borders: ['cell'], point: { x: 5, y: 5 }, now }),
    ...Object.fromEntries(
      combinationIds.map((combination) => [
        combination,
        combineAnnotations(document, { ids: ['cell', 'marks'], combination, now }),
      ]),
    ),
    ...Object.fromEntries(
      shapeChangeIds.map((change) => [change, changeShapes(document, { ids, change, amountPx: 2, now })]),
    ),
  };
  expect(Object.entries(diffs).filter(([, diff]) => diff.length > 0)).toEqual([]);
  expect(objectsSplitBy(document, { ids, line: [0, 5, 30, 5] })).toEqual([]);
});

test('a stroke that is to go into points makes an object of its own', () => {
  const diff = paintStroke(document, { ...stroke, target: 'marks', newId: 'new', labelId: 'debris', now });
  expect(diff.map(({ before, after }) => [before?.id, after?.id])).toEqual([[undefined, 'new']]);
});

test('points are moved, copied, pasted and given another label as any object', () => {
  const moved = moveAnnotations(document, { ids: ['marks'], dx: 1.5, dy: 0.25, now });
  const copied = duplicateAnnotations(document, { ids: ['marks'], newIds: ['copy'], dx: 2, dy: 2, now });
  const text = textOfCopied(copyObjects(document, ['marks']));
  const pasted = pasteObjects(document, { objects: copiedFromText(text) ?? [], newIds: ['pasted'], now });
  const relabelled = changeLabel(document, { ids: ['marks'], labelId: 'debris', now });
  const shapes = [moved, copied, pasted].flatMap((diff) =>
    diff.flatMap((change) => (change.table === 'annotations' ? (change.after?.geometry ?? []) : [])),
  );
  expect(shapes).toEqual([
    { kind: 'points', points: [5.5, 4.25, 7.75, 5.75] },
    { kind: 'points', points: [6, 6, 8.25, 7.5] },
    points,
  ]);
  expect(relabelled.map(({ after }) => after)).toEqual([{ ...marks, labelId: 'debris', updatedAt: now }]);
});

test('they are moved no further than to the border of the image', () => {
  const [change] = moveAnnotations(document, { ids: ['marks'], dx: 100, dy: -100, now });
  expect(change?.table === 'annotations' && change.after?.geometry).toEqual({
    kind: 'points',
    points: [37, 0, 39.25, 1.5],
  });
});
