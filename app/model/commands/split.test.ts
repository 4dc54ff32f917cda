import { expect, test } from 'vitest';
import { annotation, documentWith, squarePolygon, suggestion } from '../../../tests/generators/documents.ts';
import { maskFromGeometry } from '../../geometry/rasterise.ts';
import type { Geometry, MaskGeometry, PolygonGeometry, Ring } from '../../geometry/geometry.ts';
import { spansFromMask, uniteAllSpans, maskFromSpans } from '../../geometry/spans.ts';
import { invertDiff } from '../diff.ts';
import { applyDiff } from '../document.ts';
import { checkDiff } from '../invariants.ts';
import { countNewPieces, objectsSplitBy, splitAnnotations } from './split.ts';

const now = 9000;
const size = { width: 40, height: 30 };
const polygon = (outline: Ring): PolygonGeometry => ({ kind: 'polygon', parts: [{ outline, holes: [] }] });

test('the largest piece keeps the id, the others are accepted objects of the same label at the same time', () => {
  const whole = suggestion('s', 0.6);
  const untouched = annotation('far', { geometry: squarePolygon(20, 20, 4) });
  const document = documentWith(whole, untouched);
  const objects = objectsSplitBy(document, { ids: ['s', 'far', 'gone'], line: [4, 0, 4, 20] });
  expect(countNewPieces(objects)).toBe(1);
  const diff = splitAnnotations({ objects, newIds: ['n'], now });
  const change = { status: 'accepted', updatedAt: now } as const;
  const [kept, added] = [polygon([4, 2, 8, 2, 8, 8, 4, 8]), polygon([4, 8, 2, 8, 2, 2, 4, 2])];
  expect(diff).toEqual([
    { table: 'annotations', before: whole, after: { ...whole, ...change, geometry: kept } },
    { table: 'annotations', before: null, after: { ...whole, ...change, id: 'n', geometry: added } },
  ]);
  expect(checkDiff(diff)).toBe(null);
});

test('a mask falls into disjoint masks whose union it is; the inverted diff brings back the very document', () => {
  const geometry = maskFromGeometry(squarePolygon(3, 3, 20), size) as MaskGeometry;
  const document = documentWith(annotation('m', { geometry }), annotation('p'));
  const objects = objectsSplitBy(document, { ids: ['m', 'p'], line: [0, 0, 9, 30, 14, 30, 14, 0] });
  const newIds = ['n1', 'n2', 'n3'].slice(0, countNewPieces(objects));
  const diff = splitAnnotations({ objects, newIds, now });
  const after = applyDiff(document, diff);
  const masks = [...after.annotations.values()].map((object) => object.geometry).filter(isMask);
  expect(masks.length).toBe(3);
  const spans = masks.map(spansFromMask);
  expect(maskFromSpans(uniteAllSpans(spans))).toEqual(geometry);
  expect(spans.flat().length).toBeGreaterThan(0);
  expect(checkDiff(diff)).toBe(null);
  expect(applyDiff(after, invertDiff(diff))).toEqual(document);
});

function isMask(geometry: Geometry): geometry is MaskGeometry {
  return geometry.kind === 'mask';
}
