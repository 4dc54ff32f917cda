import { expect, test } from 'vitest';
import type { Job } from '../../../app/contract/jobs.ts';
import type { ImageFlicker } from '../../../app/contract/modelViews.ts';
import { flickerTotal, newestFlicker, orderFlicker } from './flickerRows.ts';

const row = (
  imageId: string,
  changedPixels: number,
  kept: number,
  onlyFirst: number,
  onlySecond: number,
): ImageFlicker => ({
  imageId,
  change: { pixels: 100, changedPixels, kept, onlyFirst, onlySecond },
});

const flickerTitle = { kind: 'flicker', first: 'A', second: 'B', images: 2 } as const;

function job(modelIds: [string, string], images: readonly ImageFlicker[]): Job {
  return {
    ...{
      id: modelIds.join(),
      kind: 'flicker',
      title: flickerTitle,
      state: 'succeeded',
      done: 0,
      total: 0,
      unit: 'images',
    },
    ...{ detail: '', startedAt: 0, finishedAt: 1, secondsLeft: null, error: null },
    result: { kind: 'flicker', modelIds, set: 'all', images, refused: [] },
  };
}

test('the newest search of the two counts, also where they came the other way round', () => {
  const jobs = [job(['b', 'a'], [row('i', 5, 1, 2, 3)]), job(['a', 'b'], [])];
  expect(newestFlicker(jobs, ['b', 'a'], 'all')).toEqual([row('i', 5, 1, 2, 3)]);
  expect(newestFlicker(jobs, ['a', 'b'], 'all')).toEqual([row('i', 5, 1, 3, 2)]);
  expect([newestFlicker(jobs, ['a', 'c'], 'all'), newestFlicker(jobs, ['a', 'b'], 'val')]).toEqual([null, null]);
});

test('images come with the largest share of changed objects, or of changed pixels, first', () => {
  const rows = [row('few', 1, 9, 1, 0), row('same', 0, 4, 0, 0), row('all', 3, 0, 1, 1), row('wide', 60, 9, 1, 0)];
  expect(orderFlicker(rows, 'objects').map(({ imageId }) => imageId)).toEqual(['all', 'wide', 'few', 'same']);
  expect(orderFlicker(rows, 'pixels').map(({ imageId }) => imageId)).toEqual(['wide', 'all', 'few', 'same']);
  expect(flickerTotal(rows)).toEqual({ pixels: 400, changedPixels: 64, kept: 22, onlyFirst: 3, onlySecond: 1 });
});
