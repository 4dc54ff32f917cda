import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { readEvaluatedImages, writeEvaluatedImages } from './evaluatedImages.ts';

const image = (imageId: string, score: number | null, missed = 0) => ({
  imageId,
  score,
  truths: 2,
  predictions: 1,
  found: 1,
  counts: { missed, wrong: 0, label: 0, outline: 0 },
  errors: [],
});

it('keeps the worst images first, by split, and replaces what was there', async () => {
  const folder = temporaryFolder();
  await writeEvaluatedImages(folder, 'val', ['a'], [image('old', 0.1)]);
  const images = [image('empty', null), image('good', 0.9), image('bad', 0.2, 1), image('worse', 0.2, 5)];
  await writeEvaluatedImages(folder, 'val', ['a', 'b'], images);
  const read = await readEvaluatedImages(folder, 'val');
  expect(read.images.map(({ imageId }) => imageId)).toEqual(['worse', 'bad', 'good', 'empty']);
  expect(read.labelIds).toEqual(['a', 'b']);
  expect(await readdir(folder)).toEqual(['evaluation-val.json']);
});

it('says what to do where it is not kept or damaged', async () => {
  const folder = temporaryFolder();
  await writeFile(join(folder, 'evaluation-test.json'), '{"version":1,"images":[{}]}');
  for (const split of ['val', 'test']) {
    await expect(readEvaluatedImages(folder, split)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('evaluate again') as string,
    });
  }
});
