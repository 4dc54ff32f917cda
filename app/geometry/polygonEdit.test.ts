import { expect, test } from 'vitest';
import type { PolygonGeometry } from './geometry.ts';
import { addHole, deleteVertex, insertVertex, moveVertex, nearestEdge, nearestVertex } from './polygonEdit.ts';

const square = [0, 0, 10, 0, 10, 10, 0, 10];
const hole = [4, 4, 6, 4, 5, 6];
const shape: PolygonGeometry = {
  kind: 'polygon',
  parts: [
    { outline: square, holes: [hole] },
    { outline: [20, 0, 30, 0, 25, 10], holes: [] },
  ],
};
const first = { outline: square, holes: [hole] };
const second = { outline: [20, 0, 30, 0, 25, 10], holes: [] };

test('inserts after the vertex that starts the edge, also on the closing edge', () => {
  expect(insertVertex(shape, { part: 0, ring: 0, vertex: 0 }, { x: 5, y: -1 }).parts).toEqual([
    { outline: [0, 0, 5, -1, 10, 0, 10, 10, 0, 10], holes: [hole] },
    second,
  ]);
  expect(insertVertex(shape, { part: 0, ring: 0, vertex: 3 }, { x: -1, y: 5 }).parts[0]?.outline).toEqual([
    ...square,
    -1,
    5,
  ]);
});

test('moves a vertex of a hole and leaves the polygon given untouched', () => {
  expect(moveVertex(shape, { part: 0, ring: 1, vertex: 2 }, { x: 5, y: 7 }).parts).toEqual([
    { outline: square, holes: [[4, 4, 6, 4, 5, 7]] },
    second,
  ]);
  expect(shape.parts).toEqual([first, second]);
});

test('deletes vertices, then rings, then parts, then all', () => {
  expect(deleteVertex(shape, { part: 0, ring: 0, vertex: 1 })?.parts[0]?.outline).toEqual([0, 0, 10, 10, 0, 10]);
  expect(deleteVertex(shape, { part: 0, ring: 1, vertex: 0 })?.parts).toEqual([{ outline: square, holes: [] }, second]);
  expect(deleteVertex(shape, { part: 1, ring: 0, vertex: 0 })?.parts).toEqual([first]);
  expect(deleteVertex({ kind: 'polygon', parts: [second] }, { part: 0, ring: 0, vertex: 2 })).toBeNull();
});

test('adds a hole to the part around it', () => {
  const ring = [24, 1, 26, 1, 25, 3];
  expect(addHole(shape, ring)?.parts).toEqual([first, { ...second, holes: [ring] }]);
  expect(addHole(shape, [50, 50, 51, 50, 51, 51])).toBeNull();
  expect(addHole(shape, [5, 4.5, 5.2, 4.5, 5, 5])).toBeNull();
});

test('finds the nearest vertex and edge over all rings', () => {
  expect(nearestVertex(shape, { x: 5, y: 7 })).toEqual({ address: { part: 0, ring: 1, vertex: 2 }, distance: 1 });
  expect(nearestEdge(shape, { x: -2, y: 5 })).toEqual({
    address: { part: 0, ring: 0, vertex: 3 },
    point: { x: 0, y: 5 },
    distance: 2,
  });
  expect(nearestEdge(shape, { x: 33, y: -4 })).toEqual({
    address: { part: 1, ring: 0, vertex: 0 },
    point: { x: 30, y: 0 },
    distance: 5,
  });
});
