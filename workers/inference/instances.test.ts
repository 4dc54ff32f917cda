import { expect, test } from 'vitest';
import { encodeCounts } from '../../app/geometry/counts.ts';
import { instancesFromSegmentation } from './instances.ts';

const rows = [
  '11100022', //
  '10100020',
  '11100200',
  '00010000',
  '22000000',
  '00000111',
];
const size = { width: 8, height: 6 };
const classMap = Uint8Array.from(rows.join(''), Number);
const probability = Float32Array.from(classMap, (_, index) => (index === 0 ? 0.25 : 0.75));

test('makes one object of every component of a class, with its hole and its corner contacts', () => {
  expect(instancesFromSegmentation({ classMap, probability }, size, [3, 3])).toEqual([
    {
      classIndex: 1,
      // Nine pixels, one of them at 0.25.
      score: (8 * 0.75 + 0.25) / 9,
      geometry: {
        kind: 'mask',
        box: { x: 0, y: 0, width: 4, height: 4 },
        counts: encodeCounts([0, 3, 1, 1, 1, 1, 1, 3, 4, 1]),
      },
    },
    {
      classIndex: 1,
      score: 0.75,
      geometry: { kind: 'mask', box: { x: 5, y: 5, width: 3, height: 1 }, counts: encodeCounts([0, 3]) },
    },
    {
      classIndex: 2,
      score: 0.75,
      geometry: { kind: 'mask', box: { x: 5, y: 0, width: 3, height: 3 }, counts: encodeCounts([2, 3, 1, 1, 2]) },
    },
  ]);
});

test('leaves specks out', () => {
  expect(
    instancesFromSegmentation({ classMap, probability }, size, [5, 5]).map(({ classIndex }) => classIndex),
  ).toEqual([1]);
  expect(instancesFromSegmentation({ classMap, probability }, size, [1, 1])).toHaveLength(4);
});

test('finds nothing in the background', () => {
  expect(instancesFromSegmentation({ classMap: new Uint8Array(48), probability }, size, [1, 1])).toEqual([]);
});
