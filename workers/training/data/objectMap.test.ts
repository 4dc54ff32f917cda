import { expect, it } from 'vitest';
import type { RunObject } from '../../../app/training/runDataset.ts';
import { objectMapOf } from './objectMap.ts';

const box = (x: number, y: number, width: number, height: number, classIndex: number, isCrowd = false): RunObject => ({
  classIndex,
  isCrowd,
  geometry: {
    kind: 'polygon',
    parts: [{ outline: [x, y, x + width, y, x + width, y + height, x, y + height], holes: [] }],
  },
});

it('lays later objects over earlier ones and crowds under all', () => {
  const objects = [box(0, 0, 3, 1, 1), box(2, 0, 2, 1, 2), box(3, 0, 3, 1, 9, true)];
  const image = objectMapOf({ width: 7, height: 1, objects });
  expect([...image.objectMap]).toEqual([1, 1, 2, 2, 3, 3, 0]);
  expect([...image.classOfObject]).toEqual([0, 1, 2, 255]);
});

it('tells objects of one class apart, and finds the middle of what is to be seen of each', () => {
  const objects = [box(1, 0, 3, 3, 1), box(4, 0, 2, 3, 1), box(4, 1, 2, 1, 1), box(0, 0, 1, 1, 1), box(0, 0, 1, 1, 2)];
  const { objectMap, centres } = objectMapOf({ width: 6, height: 3, objects });
  expect([...objectMap]).toEqual([5, 1, 1, 1, 2, 2, 0, 1, 1, 1, 3, 3, 0, 1, 1, 1, 2, 2]);
  expect([...centres]).toEqual([NaN, NaN, 2, 1, 4.5, 1, 4.5, 1, NaN, NaN, 0, 0]);
});

it('numbers more objects than 16 bits count', () => {
  const objects = Array.from({ length: 2 ** 16 + 1 }, () => box(0, 0, 1, 1, 1));
  expect(objectMapOf({ width: 1, height: 1, objects }).objectMap).toEqual(Uint32Array.of(2 ** 16 + 1));
});
