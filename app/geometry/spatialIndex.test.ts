import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildSpatialIndex, queryBox, queryPoint, renewSpatialIndex } from './spatialIndex.ts';

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

interface Item {
  readonly key: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

const item = fc.record({ key: fc.integer({ min: 0, max: 400 }), box });
const items = fc.uniqueArray(item, { maxLength: 150, selector: ({ key }) => key });
const inOrder = (values: readonly Item[]) => values.toSorted((a, b) => a.key - b.key);

test('an index that is renewed again and again finds what a new one finds', () => {
  const edit = fc.record({ taken: fc.array(fc.nat(400), { maxLength: 12 }), put: fc.array(item, { maxLength: 12 }) });
  fc.assert(
    fc.property(
      items,
      fc.array(edit, { maxLength: 12 }),
      fc.array(box, { minLength: 1, maxLength: 4 }),
      (start, edits, boxes) => {
        let values = inOrder(start);
        let index = buildSpatialIndex(values.map((value) => ({ box: value.box, value })));
        for (const { taken, put } of edits) {
          const keys = new Set([...taken, ...put.map(({ key }) => key)]);
          const kept = values.filter(({ key }) => !keys.has(key));
          values = inOrder([...kept, ...new Map(put.map((value) => [value.key, value])).values()]);
          index = renewSpatialIndex(
            index,
            values,
            (value) => value.box,
            (a, b) => a.key - b.key,
          );
          const anew = buildSpatialIndex(values.map((value) => ({ box: value.box, value })));
          const whole = { x: -100, y: -100, width: 500, height: 500 };
          for (const query of [...boxes, whole]) expect(queryBox(index, query)).toEqual(queryBox(anew, query));
        }
      },
    ),
  );
});

test('few changes leave the tree as it is, many pack it anew', () => {
  const start = Array.from({ length: 1000 }, (_, key) => ({ key, box: { x: key, y: key, width: 2, height: 2 } }));
  const index = buildSpatialIndex(start.map((value) => ({ box: value.box, value })));
  const renew = (values: readonly Item[]) =>
    renewSpatialIndex(
      index,
      values,
      (value) => value.box,
      (a, b) => a.key - b.key,
    );
  expect(renew(start.slice(60)).tree).toBe(index.tree);
  expect(renew(start.slice(70)).tree).not.toBe(index.tree);
  expect(renew([]).values).toEqual([]);
});
