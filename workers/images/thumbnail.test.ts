import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DecodedImage } from './decodePixels.ts';
import { writeThumbnail } from './thumbnail.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thumbnail-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Left half dark, right half bright. */
function halves(width: number, height: number, low: number, high: number): DecodedImage {
  const data = Uint16Array.from({ length: width * height }, (_, i) => (i % width < width / 2 ? low : high));
  return { width, height, channels: 1, bitDepth: 16, data };
}

async function shownValues(file: string): Promise<{ width: number; height: number; left: number; right: number }> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
  const middle = Math.floor(info.height / 2) * info.width * info.channels;
  const at = (share: number): number => data[middle + Math.floor(info.width * share) * info.channels] ?? -1;
  return { width: info.width, height: info.height, left: at(0.25), right: at(0.75) };
}

it('shows 16-bit values through their own range, or through the given window', async () => {
  const image = halves(1000, 500, 100, 235);
  const [own, given] = [join(folder, 'own.webp'), join(folder, 'deep', 'given.webp')];
  await writeThumbnail(image, own, 256, null);
  await writeThumbnail(image, given, 256, { low: 100, high: 370 });
  const shown = [await shownValues(own), await shownValues(given)];
  const near = (value: number) => expect.closeTo(value, -0.7) as number;
  expect(shown).toEqual([
    { width: 256, height: 128, left: near(0), right: near(255) },
    { width: 256, height: 128, left: near(0), right: near(127.5) },
  ]);
});

it('leaves small images at their size', async () => {
  const target = join(folder, 'small.webp');
  await writeThumbnail(halves(40, 30, 0, 65535), target, 256, { low: 0, high: 65535 });
  expect(await shownValues(target)).toMatchObject({ width: 40, height: 30 });
});
