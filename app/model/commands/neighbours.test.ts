import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaIn } from '../../../tests/fixtures/areaIn.ts';
import { cross, edgesOf, looseVertices } from '../../../tests/fixtures/exactEdges.ts';
import { annotation, documentWith, suggestion } from '../../../tests/generators/documents.ts';
import { noiseImage, noiseMask } from '../../../tests/generators/masks.ts';
import { starPolygon } from '../../../tests/generators/polygons.ts';
import { bitmapFromSpans } from '../../geometry/bitmap.ts';
import type { AreaGeometry, PolygonGeometry } from '../../geometry/geometry.ts';
import { geometryArea } from '../../geometry/measure.ts';
import { spansFromGeometry } from '../../geometry/rasterise.ts';
import { invertDiff } from '../diff.ts';
import { applyDiff } from '../document.ts';
import { checkDiff } from '../invariants.ts';
import type { AreaRecord } from '../areas.ts';
import { paintStroke } from './brush.ts';
import { fitAmong, type NeighbourRule, type Neighbours } from './neighbours.ts';

const now = 9000;

function among(rule: NeighbourRule, records: readonly AreaRecord[]): Neighbours {
  return { rule, concerned: rule === 'free' ? [] : records, bordering: records };
}

function pixelsOf(geometry: AreaGeometry | null | undefined): Uint8Array {
  const box = { x: 0, y: 0, ...noiseImage };
  return bitmapFromSpans(geometry ? spansFromGeometry(geometry, noiseImage) : [], box).data;
}

const documentOf = (records: readonly AreaRecord[]) => {
  const document = documentWith(...records);
  return { ...document, image: { ...document.image, ...noiseImage } };
};

const records = (shapes: readonly AreaGeometry[]) =>
  shapes.map((geometry, index) => annotation(`n${index}`, { geometry }));
const place = fc.record({
  x: fc.double({ min: 0, max: 40, noNaN: true }),
  y: fc.double({ min: 0, max: 40, noNaN: true }),
});
const stroke = fc.record({
  points: fc.array(place, { minLength: 1, maxLength: 4 }),
  diameterPx: fc.integer({ min: 1, max: 12 }),
});
const shapes = fc.array(fc.oneof(noiseMask, starPolygon), { maxLength: 4 });
const rules = ['free', 'keepOff', 'takeOver'] as const;

test.each(rules)(
  '%s: what a stroke and its neighbours have after it, pixel by pixel; undo brings everything back',
  (rule) => {
    fc.assert(
      fc.property(stroke, shapes, fc.option(noiseMask), ({ points, diameterPx }, around, own) => {
        const neighbours = records(around);
        const target = own === null ? [] : [annotation('own', { geometry: own })];
        const document = documentOf([...neighbours, ...target]);
        const args = { points, diameterPx, newId: 'new', labelId: 'cell', now, target: target[0]?.id ?? null };
        const free = areaIn(applyDiff(document, paintStroke(document, { ...args, target: null })), 'new');
        const diff = paintStroke(document, { ...args, neighbours: among(rule, neighbours) });
        const after = applyDiff(document, diff);
        expect(checkDiff(diff)).toBe(null);
        expect(applyDiff(after, invertDiff(diff))).toEqual(document);
        const painted = pixelsOf(free);
        const before = pixelsOf(own);
        const taken = neighbours.map(({ geometry }) => pixelsOf(geometry));
        const ownAfter = pixelsOf(areaIn(after, target[0]?.id ?? 'new'));
        const isOthers = (pixel: number) => taken.some((bitmap) => bitmap[pixel] === 1);
        const gets = (pixel: number) => painted[pixel] === 1 && !(rule === 'keepOff' && isOthers(pixel));
        expect(ownAfter).toEqual(before.map((bit, pixel) => (bit === 1 || gets(pixel) ? 1 : 0)));
        for (const [index, { id, geometry }] of neighbours.entries()) {
          const left = areaIn(after, id);
          if (rule !== 'takeOver') expect(left).toBe(geometry);
          else if (geometry.kind === 'mask') {
            expect(pixelsOf(left)).toEqual(
              taken[index]?.map((bit, pixel) => (bit === 1 && painted[pixel] === 0 ? 1 : 0)),
            );
          } else {
            expect(pixelsOf(left).filter((bit, pixel) => bit === 1 && painted[pixel] === 1).length).toBe(0);
            expect(left?.kind ?? 'polygon').toBe('polygon');
          }
        }
      }),
      { numRuns: 150 },
    );
  },
);

test.each(['keepOff', 'takeOver'] as const)(
  '%s: polygons share their borders, so that no two pass through each other',
  (rule) => {
    fc.assert(
      fc.property(starPolygon, starPolygon, starPolygon, (shape, first, other) => {
        // The neighbours are side by side themselves, as a person labels them.
        const labelled = fitAmong(other, among('keepOff', records([first])), noiseImage, now);
        const one = areaIn(applyDiff(documentOf(records([first])), labelled.changes), 'n0');
        const neighbours = records([one ?? first, ...(labelled.geometry === null ? [] : [labelled.geometry])]);
        const { geometry, changes } = fitAmong(shape, among(rule, neighbours), noiseImage, now);
        const after = applyDiff(documentOf(neighbours), changes);
        expect(checkDiff(changes)).toBe(null);
        if (geometry === null) return;
        const own = edgesOf(geometry);
        const [one2, two2] = [...after.annotations.values()].map(({ geometry: left }) =>
          edgesOf(left as PolygonGeometry),
        );
        expect(one2?.filter((edge) => two2?.some((edge2) => cross(edge, edge2))) ?? []).toEqual([]);
        for (const { geometry: left } of after.annotations.values()) {
          const others = edgesOf(left as PolygonGeometry);
          expect(own.filter((edge) => others.some((edge2) => cross(edge, edge2)))).toEqual([]);
          expect([looseVertices(own, others), looseVertices(others, own)]).toEqual([0, 0]);
        }
      }),
      { numRuns: 400 },
    );
  },
);

const square = (x: number, y: number, side: number): PolygonGeometry => ({
  kind: 'polygon',
  parts: [{ outline: [x, y, x + side, y, x + side, y + side, x, y + side], holes: [] }],
});

test('a neighbour that is painted over goes; one that only gets a vertex stays the suggestion that it was', () => {
  const hidden = annotation('hidden', { geometry: square(12, 12, 3) });
  const beside = { ...suggestion('beside', 0.7), geometry: square(20, 5, 20) };
  const shape = square(10, 10, 10);
  const over = fitAmong(shape, among('takeOver', [hidden, beside]), noiseImage, now);
  expect(
    over.changes.map(({ before, after }) => [before?.id, after === null ? null : (after as AreaRecord).status]),
  ).toEqual([
    ['hidden', null],
    ['beside', 'suggested'],
  ]);
  const [, { after }] = over.changes as [unknown, { after: AreaRecord }];
  expect(geometryArea(after.geometry)).toBe(400);
  expect((after.geometry as PolygonGeometry).parts[0]?.outline).toEqual([20, 5, 40, 5, 40, 25, 20, 25, 20, 20, 20, 10]);
});

test('nothing is left of a shape where others have everything, and then nothing of them changes', () => {
  const around = annotation('around', { geometry: square(5, 5, 20) });
  expect(fitAmong(square(10, 10, 5), among('keepOff', [around]), noiseImage, now)).toEqual({
    geometry: null,
    changes: [],
  });
  expect(fitAmong(square(10, 10, 5), among('free', [around]), noiseImage, now)).toEqual({
    geometry: square(10, 10, 5),
    changes: [],
  });
});
