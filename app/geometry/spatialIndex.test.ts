import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildSpatialIndex, queryBox, queryPoint } from './spatialIndex.ts';

const box = fc.record({
  x: fc.integer({ min: -20, max: 200 }),
  y: fc.integer({ min: -20, max: 200 }),
  width: fc.integer({ min: 0, max: 60 }),
  height: fc.integer({ min: 0, max: 60 }),
});

test('finds what a look at every box finds, in the order given', () => {
  fc.assert(
    fc.property(fc.array(box, { maxLength: 600 }), box, (boxes, query) => {
      const index = buildSpatialIndex(boxes.map((entry, value) => ({ box: entry, value })));
      const meets = (entry: typeof query) =>
        entry.x <= query.x + query.width &&
        query.x <= entry.x + entry.width &&
        entry.y <= query.y + query.height &&
        query.y <= entry.y + entry.height;
      expect(queryBox(index, query)).toEqual([...boxes.keys()].filter((value) => meets(boxes[value] as typeof query)));
    }),
  );
});

test('finds boxes around a point, within a tolerance', () => {
  const index = buildSpatialIndex([
    { box: { x: 0, y: 0, width: 4, height: 4 }, value: 'near' },
    { box: { x: 10, y: 0, width: 4, height: 4 }, value: 'far' },
  ]);
  expect([queryPoint(index, { x: 5, y: 2 }), queryPoint(index, { x: 5, y: 2 }, 1)]).toEqual([[], ['near']]);
});
