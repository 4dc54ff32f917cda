import { expect, test } from 'vitest';
import type { RunDataset, RunImage } from '../../app/training/runDataset.ts';
import { curveSubsets } from './curveSubsets.ts';

const geometry = { kind: 'polygon', parts: [{ outline: [0, 0, 4, 0, 4, 4], holes: [] }] } as const;

function image(id: string, split: RunImage['split'], classes: readonly number[]): RunImage {
  return {
    ...{ id, name: id, file: id, width: 8, height: 8, channels: 1, bitDepth: 8, split },
    objects: classes.map((classIndex) => ({ classIndex, geometry, isCrowd: false })),
  };
}

const train = Array.from({ length: 12 }, (_, index) => image(`t${index}`, 'train', [1, 1, index === 7 ? 2 : 1]));
const dataset: RunDataset = {
  labels: [
    { id: 'a', name: 'a', colour: '#000000' },
    { id: 'b', name: 'b', colour: '#000000' },
  ],
  images: [...train, image('v', 'val', [1, 2])],
};

const trainIds = (images: readonly RunImage[]): string[] =>
  images.filter(({ split }) => split === 'train').map(({ id }) => id);

test('subsets of a quarter, a half and all objects grow, with the same validation images', () => {
  const subsets = curveSubsets(dataset, 0);
  expect(subsets.map(({ images, objects }) => [images, objects])).toEqual([
    [3, 9],
    [6, 18],
    [12, 36],
  ]);
  const ids = subsets.map((subset) => trainIds(subset.dataset.images));
  expect(ids[1]?.slice(0, 3)).toEqual(ids[0]);
  expect(ids[2]?.slice(0, 6)).toEqual(ids[1]);
  expect(new Set(ids[2]).size).toBe(12);
  expect(subsets.every((subset) => subset.dataset.images.at(-1)?.id === 'v')).toBe(true);
});

test('every label is there from the start where it can be, and other repeats take other images', () => {
  for (let repeat = 0; repeat < 5; repeat++) {
    expect(trainIds(curveSubsets(dataset, repeat)[0]?.dataset.images ?? [])).toContain('t7');
  }
  const firsts = [0, 1, 2].map((repeat) => trainIds(curveSubsets(dataset, repeat)[0]?.dataset.images ?? []).join());
  expect(new Set(firsts).size).toBeGreaterThan(1);
});

test('few images make fewer sizes, and images without objects none', () => {
  const few = { ...dataset, images: train.slice(0, 2) };
  expect(curveSubsets(few, 0).map(({ images }) => images)).toEqual([1, 2]);
  expect(curveSubsets({ ...dataset, images: [image('e', 'train', [])] }, 0)).toEqual([]);
  expect(curveSubsets({ ...dataset, images: [] }, 0)).toEqual([]);
});
