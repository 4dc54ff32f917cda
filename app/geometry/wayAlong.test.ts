import { expect, test } from 'vitest';
import { waysAlong } from './wayAlong.ts';

const ring = [0, 0, 10, 0, 10, 10, 0, 10];
const at = (x: number, y: number) => ({ x, y });

test('the vertices between two places on the ring, both ways round, the shorter first', () => {
  expect(waysAlong(ring, at(2, 0), at(10, 3))).toEqual([
    { vertices: [10, 0], lengthPx: 11 },
    { vertices: [0, 0, 0, 10, 10, 10], lengthPx: 29 },
  ]);
  expect(waysAlong(ring, at(10, 3), at(2, 0))?.map(({ vertices }) => vertices)).toEqual([
    [10, 0],
    [10, 10, 0, 10, 0, 0],
  ]);
});

test('places that are vertices are no part of the way, also where the ring begins', () => {
  expect(
    waysAlong(ring, at(0, 10), at(10, 0))
      ?.map(({ vertices }) => vertices)
      .sort(),
  ).toEqual([
    [0, 0],
    [10, 10],
  ]);
  expect(waysAlong(ring, at(0, 0), at(10, 0))?.map(({ vertices }) => vertices)).toEqual([[], [0, 10, 10, 10]]);
  expect(waysAlong(ring, at(7, 0), at(3, 0))?.map(({ vertices }) => vertices)).toEqual([
    [],
    [10, 0, 10, 10, 0, 10, 0, 0],
  ]);
});

test('there is no way from or to a place beside the ring, nor from a place to itself', () => {
  expect(waysAlong(ring, at(0, 0), at(5, 5))).toBeNull();
  expect(waysAlong(ring, at(0.001, -0.001), at(10, 10))).toBeNull();
  expect(waysAlong(ring, at(10, 0), at(10, 0))).toBeNull();
});
