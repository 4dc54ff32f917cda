import { expect, test } from 'vitest';
import { maskFromGeometry } from '../geometry/rasterise.ts';
import type { PredictedObject } from './evaluation.ts';
import { changedObjectShare, predictionChange } from './predictionChange.ts';

const size = { width: 20, height: 10 };

function object(x: number, width: number, classIndex = 1, score = 0.5): PredictedObject {
  const outline = [x, 0, x + width, 0, x + width, 10, x, 10];
  const mask = maskFromGeometry({ kind: 'polygon', parts: [{ outline, holes: [] }] }, size);
  if (mask === null) throw new Error('The object holds no pixel.');
  return { classIndex, mask, score };
}

test('pixels and objects that only one side has are the change, and the sides can be swapped', () => {
  const first = [object(0, 4), object(8, 2)];
  const second = [object(0, 3), object(14, 4)];
  const change = predictionChange(size, first, second);
  expect(change).toEqual({ pixels: 200, changedPixels: 10 + 20 + 40, kept: 1, onlyFirst: 1, onlySecond: 1 });
  expect(changedObjectShare(change)).toBeCloseTo(2 / 3, 12);
  expect(predictionChange(size, second, first)).toEqual({ ...change, onlyFirst: 1, onlySecond: 1 });
});

test('another label is a change of every pixel, and an object lost on one side and found on the other', () => {
  const change = predictionChange(size, [object(0, 5, 1)], [object(0, 5, 2)]);
  expect(change).toEqual({ pixels: 200, changedPixels: 50, kept: 0, onlyFirst: 1, onlySecond: 1 });
});

test('nothing changes between equal predictions, nor between two that find nothing', () => {
  const objects = [object(0, 5), object(3, 5, 2, 0.9)];
  expect(predictionChange(size, objects, objects.toReversed())).toMatchObject({ changedPixels: 0, kept: 2 });
  expect(changedObjectShare(predictionChange(size, [], []))).toBe(0);
});
