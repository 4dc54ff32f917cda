import { beforeEach, expect, test } from 'vitest';
import type { ImageSummary } from '../../app/contract/views.ts';
import { imageRecord, noCounts } from '../../tests/fixtures/records.ts';
import { imageList } from './imageList.svelte.ts';

const image = (id: string, more: Partial<ImageSummary> = {}): ImageSummary => ({
  ...imageRecord(id),
  ...noCounts,
  ...more,
});

beforeEach(() => {
  imageList.showAll();
  imageList.sort = 'name';
  imageList.images = [
    image('a', { accepted: 1 }),
    image('b', { review: 'done', accepted: 5 }),
    image('c', { accepted: 3 }),
    image('d', { accepted: 2 }),
  ];
});

const around = (id: string | null) => [imageList.previous(id)?.id, imageList.next(id)?.id];

test('one goes from image to image as they are shown, to the ends', () => {
  expect([around('a'), around('b'), around('d'), around(null)]).toEqual([
    [undefined, 'b'],
    ['a', 'c'],
    ['c', undefined],
    ['d', 'a'],
  ]);
});

test('an image that the filter does not show any more keeps its place among those that it shows', () => {
  imageList.filter = 'inProgress';
  expect([around('b'), imageList.toTarget('b', 'toDo', 1)?.id]).toEqual([['a', 'c'], 'c']);
  imageList.sort = 'objects';
  expect([around('b'), imageList.toTarget('b', 'toDo', -1)?.id]).toEqual([[undefined, 'c'], 'a']);
});
