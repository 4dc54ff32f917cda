import { expect, test } from 'vitest';
import { draggedBox, rectangleRing } from './draggedBox.ts';

const from = { x: 50, y: 40 };
const plain = { square: false, fromCentre: false };

test.each([
  ['to the lower right', { x: 70, y: 45 }, plain, [50, 40, 70, 45]],
  ['to the upper left', { x: 30.123, y: 35 }, plain, [30.12, 35, 50, 40]],
  ['a square', { x: 30, y: 45 }, { ...plain, square: true }, [30, 40, 50, 60]],
  ['a square of a level drag', { x: 70, y: 40 }, { ...plain, square: true }, [50, 40, 70, 60]],
  ['from the centre', { x: 70, y: 45 }, { ...plain, fromCentre: true }, [30, 35, 70, 45]],
  ['a square from the centre', { x: 55, y: 20 }, { square: true, fromCentre: true }, [30, 20, 70, 60]],
] as const)('%s', (_, to, keys, [left, top, right, bottom]) => {
  const box = draggedBox(from, to, keys);
  expect(box).toEqual({ left, top, right, bottom });
  expect(rectangleRing(box)).toEqual([left, top, right, top, right, bottom, left, bottom]);
});
