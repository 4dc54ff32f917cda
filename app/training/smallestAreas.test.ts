import { expect, test } from 'vitest';
import type { AreaGeometry } from '../geometry/geometry.ts';
import type { RunDataset, RunObject } from './runDataset.ts';
import { smallestAreas } from './smallestAreas.ts';

const square = (side: number): AreaGeometry => ({
  kind: 'polygon',
  parts: [{ outline: [0, 0, side, 0, side, side, 0, side], holes: [] }],
});
const object = (classIndex: number, side: number, isCrowd = false): RunObject => ({
  classIndex,
  geometry: square(side),
  isCrowd,
});
const labels = ['cell', 'crystal', 'unused'].map((name) => ({ id: name, name, colour: '#ffffff' }));
const dataset = (objects: readonly RunObject[]): RunDataset => ({
  labels,
  images: [
    {
      id: 'i',
      name: 'i.png',
      file: '/i.png',
      width: 99,
      height: 99,
      channels: 1,
      bitDepth: 8,
      split: 'train',
      objects,
    },
  ],
});

test('half of the smallest object of each label, without crowds and without the odd slip', () => {
  const many = Array.from({ length: 60 }, () => object(2, 20));
  expect(smallestAreas(dataset([object(1, 10), object(1, 8), object(1, 1, true), object(2, 1), ...many]))).toEqual([
    32, 200, 1,
  ]);
});
