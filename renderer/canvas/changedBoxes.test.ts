import { expect, test } from 'vitest';
import { geometryBox } from '../../app/geometry/measure.ts';
import { buildSpatialIndex } from '../../app/geometry/spatialIndex.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { annotationRecord } from '../../tests/fixtures/records.ts';
import { changedBoxes, differInLookAtMost } from './changedBoxes.ts';
import type { DrawnObjects } from './objectDrawing.ts';

const object = (number: number, change: Partial<AnnotationRecord> = {}): AnnotationRecord => {
  const outline = [number, 0, number + 5, 0, number + 5, 5];
  const geometry = { kind: 'polygon', parts: [{ outline, holes: [] }] } as const;
  return annotationRecord(String(number), 'image', 'cell', { geometry, createdAt: number, ...change });
};
const drawn = (records: readonly AnnotationRecord[], hides: readonly string[] = []): DrawnObjects => ({
  index: buildSpatialIndex(records.map((value) => ({ box: geometryBox(value.geometry), value }))),
  imageId: 'image',
  labels,
  hides: new Set(hides),
  minScore: 0.5,
  look,
});
const look = { fillAlpha: 0.35, outlineWidthPx: 1.5 };
const labels = new Map();
const columnsOf = (before: DrawnObjects, after: DrawnObjects) => changedBoxes(before, after)?.map(({ x }) => x);

test('names the places of what was added, removed, changed and hidden, and nothing else', () => {
  const records = Array.from({ length: 100 }, (_, number) => object(10 * number));
  const without = records.filter((_, index) => index !== 40);
  const [first] = records as [AnnotationRecord];
  const moved = object(7, { id: first.id, createdAt: first.createdAt });
  expect(columnsOf(drawn(records), drawn([...records]))).toEqual([]);
  expect(columnsOf(drawn(records), drawn(without))).toEqual([400]);
  expect(columnsOf(drawn(without), drawn(records))).toEqual([400]);
  expect(columnsOf(drawn(records), drawn([...records, object(2000)]))).toEqual([2000]);
  expect(columnsOf(drawn(records), drawn([moved, ...records.slice(1)]))).toEqual([0, 7]);
  expect(columnsOf(drawn(records, ['30']), drawn(records, ['50']))).toEqual([30, 50]);
  expect(columnsOf(drawn([]), drawn(records.slice(0, 3)))).toEqual([0, 10, 20]);
});

test('gives up where too much changed, or how everything looks', () => {
  const many = Array.from({ length: 300 }, (_, number) => object(number));
  expect(changedBoxes(drawn([]), drawn(many))).toBeNull();
  expect(changedBoxes(drawn(many), drawn([]))).toBeNull();
  expect(changedBoxes(drawn([]), { ...drawn([]), minScore: 0.7 })).toBeNull();
  expect(changedBoxes(drawn([]), { ...drawn([]), labels: new Map() })).toBeNull();
  expect(changedBoxes(drawn([]), { ...drawn([]), look: { ...look, fillAlpha: 0.5 } })).toBeNull();
});

test('tells another look from other objects', () => {
  const objects = drawn([object(1)]);
  const faint = { ...objects, look: { ...look, fillAlpha: 0.1 } };
  expect([objects, faint].map((after) => differInLookAtMost(objects, after))).toEqual([true, true]);
  const others = [
    { ...faint, imageId: 'other' },
    { ...faint, index: drawn([object(1)]).index },
    { ...faint, labels: new Map() },
    { ...faint, hides: new Set('1') },
    { ...faint, minScore: 0.1 },
  ];
  expect(others.map((after) => differInLookAtMost(objects, after))).toEqual(others.map(() => false));
});
