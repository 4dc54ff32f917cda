import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageRecord } from '../../tests/fixtures/records.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { predictionsFolderOf, readPredictions, trimPredictions, writePredictions } from './predictionCache.ts';

const geometry = { kind: 'mask', box: { x: 0, y: 0, width: 2, height: 2 }, counts: '04' } as const;
const found = [{ classIndex: 1, score: 0.5, geometry }];
const first = imageRecord('a', { contentHash: 'first' });
const second = imageRecord('b', { contentHash: 'second' });

test('predictions are kept by model and pixels, and a damaged entry is none', async () => {
  const folder = temporaryFolder();
  await writePredictions(folder, 'm1', first, found);
  expect(await readPredictions(folder, 'm1', { ...second, contentHash: 'first' })).toEqual(found);
  expect([await readPredictions(folder, 'm1', second), await readPredictions(folder, 'm2', first)]).toEqual([
    null,
    null,
  ]);
  const entries = predictionsFolderOf(folder, 'm1');
  expect(readdirSync(entries)).toEqual(['first.json']);
  for (const damaged of ['{"format": 1, "inst', '{"format": 0, "instances": []}', '[]']) {
    writeFileSync(join(entries, 'first.json'), damaged);
    expect(await readPredictions(folder, 'm1', first)).toBeNull();
  }
});

test('beyond a size, what was not looked at for the longest time goes first', async () => {
  const folder = temporaryFolder();
  const images = ['a', 'b', 'c'].map((id) => imageRecord(id, { contentHash: id }));
  for (const [index, image] of images.entries()) {
    await writePredictions(folder, 'm1', image, found);
    const used = new Date(1_000_000 * (index + 1));
    utimesSync(join(predictionsFolderOf(folder, 'm1'), `${image.contentHash}.json`), used, used);
  }
  await readPredictions(folder, 'm1', images[0] ?? first);
  const entryBytes = JSON.stringify({ format: 1, instances: found }).length;
  await trimPredictions(folder, 2 * entryBytes);
  expect(readdirSync(predictionsFolderOf(folder, 'm1')).sort()).toEqual(['a.json', 'c.json']);
  await trimPredictions(join(folder, 'without a cache'));
});
