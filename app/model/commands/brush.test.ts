import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotation, documentWith, sampleImage, suggestion } from '../../../tests/generators/documents.ts';
import { maskFromStroke } from '../../geometry/brush.ts';
import { subtractMask, uniteMasks } from '../../geometry/maskOperations.ts';
import { maskFromGeometry } from '../../geometry/rasterise.ts';
import type { MaskGeometry } from '../../geometry/geometry.ts';
import { eraseStroke, paintStroke } from './brush.ts';

const now = 9000;
const stroke = { points: [{ x: 6, y: 6 }, { x: 14, y: 9 }], diameterPx: 5 }; // prettier-ignore
const strokeMask = maskFromStroke(stroke.points, stroke.diameterPx, sampleImage) as MaskGeometry;
const polygonMask = maskFromGeometry(annotation('a').geometry, sampleImage) as MaskGeometry;

test('paints a new object', () => {
  const args = { ...stroke, target: null, newId: 'n', labelId: 'debris', now };
  expect(paintStroke(documentWith(), args)).toEqual([
    {
      table: 'annotations',
      before: null,
      after: annotation('n', { labelId: 'debris', geometry: strokeMask, createdAt: now, updatedAt: now }),
    },
  ]);
});

test('paints into a polygon, which becomes a mask', () => {
  const before = suggestion('s', 0.6);
  const args = { ...stroke, target: 's', newId: 'n', labelId: 'debris', now };
  expect(paintStroke(documentWith(before), args)).toEqual([
    {
      table: 'annotations',
      before,
      after: { ...before, geometry: uniteMasks(polygonMask, strokeMask), status: 'accepted', updatedAt: now },
    },
  ]);
});

test('erases, removes what has no pixel left, and leaves alone what it does not reach', () => {
  const hit = annotation('hit');
  const gone = annotation('gone', { geometry: strokeMask });
  const far = annotation('far', {
    geometry: { kind: 'mask', box: { x: 30, y: 20, width: 2, height: 2 }, counts: '04' },
  });
  const diff = eraseStroke(documentWith(hit, gone, far), { ...stroke, ids: ['hit', 'gone', 'far'], now });
  expect(diff).toEqual([
    {
      table: 'annotations',
      before: hit,
      after: { ...hit, geometry: subtractMask(polygonMask, strokeMask), updatedAt: now },
    },
    { table: 'annotations', before: gone, after: null },
  ]);
});

test('painting where all is painted and erasing where nothing is are no edits', () => {
  const coordinate = fc.double({ min: 3, max: 7, noNaN: true });
  fc.assert(
    fc.property(coordinate, coordinate, (x, y) => {
      const document = documentWith(annotation('a'));
      const dab = { points: [{ x, y }], diameterPx: 2 };
      expect(paintStroke(document, { ...dab, target: 'a', newId: 'n', labelId: 'cell', now })).toEqual([]);
      const outside = { points: [{ x: x + 20, y }], diameterPx: 2 };
      expect(eraseStroke(document, { ...outside, ids: ['a'], now })).toEqual([]);
    }),
  );
});
