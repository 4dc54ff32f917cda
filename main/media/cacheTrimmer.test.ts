import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { trimCache } from './cacheTrimmer.ts';

it('removes the tiles that were looked at longest ago, and neither thumbnails nor what may be on screen', async () => {
  const cache = temporaryFolder();
  const now = 1_700_000_000_000;
  const add = (name: string, minutesAgo: number): void => {
    const tiles = join(cache, name, 'tiles');
    mkdirSync(tiles, { recursive: true });
    writeFileSync(join(cache, name, 'thumbnail.webp'), Buffer.alloc(1000));
    for (const tile of ['a', 'b']) writeFileSync(join(tiles, tile), Buffer.alloc(50));
    utimesSync(tiles, now / 1000, now / 1000 - minutesAgo * 60);
  };
  add('old', 300);
  add('older', 400);
  add('recent', 30);
  add('on screen', 1);
  const kept = () => readdirSync(cache).filter((name) => readdirSync(join(cache, name)).includes('tiles'));

  await trimCache(cache, { largestBytes: 250, keepMs: 600_000 }, now);
  expect(kept().sort()).toEqual(['on screen', 'recent']);
  await trimCache(cache, { largestBytes: 0, keepMs: 600_000 }, now);
  expect(kept()).toEqual(['on screen']);
  expect(readdirSync(join(cache, 'older'))).toEqual(['thumbnail.webp']);
});
