import { expect, test } from 'vitest';
import { annotation, documentWith, squarePolygon, suggestion } from '../../../tests/generators/documents.ts';
import type { AreaGeometry, MaskGeometry, PolygonGeometry } from '../../geometry/geometry.ts';
import { maskFromGeometry } from '../../geometry/rasterise.ts';
import { uniteMasks } from '../../geometry/maskOperations.ts';
import { invertDiff } from '../diff.ts';
import { applyDiff } from '../document.ts';
import { checkDiff } from '../invariants.ts';
import { fillArea } from './fill.ts';

const now = 9000;
const size = { width: 40, height: 30 };
const outline = [2, 2, 20, 2, 20, 20, 2, 20];
const hole = [6, 6, 14, 6, 14, 14, 6, 14];
const ring: PolygonGeometry = { kind: 'polygon', parts: [{ outline, holes: [hole] }] };
const solid: PolygonGeometry = { kind: 'polygon', parts: [{ outline, holes: [] }] };
const pixels = (geometry: AreaGeometry) => maskFromGeometry(geometry, size) as MaskGeometry;

test('a polygon loses the hole and stays a polygon; a mask is filled to the pixel', () => {
  const before = { ...suggestion('p', 0.7), geometry: ring };
  const point = { x: 10.5, y: 9 };
  const diff = fillArea(documentWith(before), { target: 'p', borders: [], point, now });
  const after = { ...before, geometry: solid, status: 'accepted', updatedAt: now };
  expect(diff).toEqual([{ table: 'annotations', before, after }]);
  const mask = annotation('m', { geometry: pixels(ring) });
  const document = documentWith(mask);
  const filled = fillArea(document, { target: 'm', borders: ['m'], point, now });
  expect(filled).toEqual([
    { table: 'annotations', before: mask, after: { ...mask, geometry: pixels(solid), updatedAt: now } },
  ]);
  expect(checkDiff(filled)).toBe(null);
  expect(applyDiff(applyDiff(document, filled), invertDiff(filled))).toEqual(document);
});

test('a hole with another object in it is filled around that one, and the polygon becomes a mask', () => {
  const before = annotation('p', { geometry: ring });
  const inner = annotation('i', { geometry: squarePolygon(8, 8, 3) });
  const document = documentWith(before, inner);
  const diff = fillArea(document, { target: 'p', borders: ['p', 'i'], point: { x: 7, y: 7 }, now });
  const after = diff[0]?.after as typeof before;
  const whole = uniteMasks(after.geometry as MaskGeometry, pixels(inner.geometry));
  expect([diff.length, whole]).toEqual([1, pixels(solid)]);
  expect(after.geometry.kind).toBe('mask');
});

test('an area between objects goes to the target; nothing where it is open, covered or the target unknown', () => {
  const bars = [
    annotation('top', { geometry: { kind: 'polygon', parts: [{ outline: [4, 4, 20, 4, 20, 6, 4, 6], holes: [] }] } }),
    annotation('cup', {
      geometry: {
        kind: 'polygon',
        parts: [{ outline: [4, 6, 6, 6, 6, 14, 18, 14, 18, 6, 20, 6, 20, 16, 4, 16], holes: [] }],
      },
    }),
  ];
  const document = documentWith(...bars);
  const args = { target: 'cup', borders: ['top', 'cup'], point: { x: 10, y: 10 }, now };
  const [change] = fillArea(document, args);
  const expected = { kind: 'polygon', parts: [{ outline: [4, 6, 20, 6, 20, 16, 4, 16], holes: [] }] } as const;
  expect((change?.after as (typeof bars)[0]).geometry).toEqual(pixels(expected));
  expect([
    fillArea(document, { ...args, borders: ['cup'] }),
    fillArea(document, { ...args, point: { x: 30, y: 10 } }),
    fillArea(document, { ...args, point: { x: 5, y: 5 } }),
    fillArea(document, { ...args, target: 'gone' }),
  ]).toEqual([[], [], [], []]);
});
