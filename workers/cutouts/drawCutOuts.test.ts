import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunDataset } from '../../app/training/runDataset.ts';
import { parseTrainConfig, type TrainConfig } from '../../app/training/trainConfig.ts';
import { drawDataset, tinyConfig } from '../../tests/fixtures/trainingRuns.ts';
import { drawCutOuts } from './drawCutOuts.ts';

let folder: string;
let dataset: RunDataset;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cut-outs-'));
  const images = join(folder, 'images');
  await mkdir(images);
  dataset = await drawDataset(images);
});
afterAll(() => rm(folder, { recursive: true }));

const lightStays = { brightnessProbability: 0, contrastProbability: 0, gammaProbability: 0, noiseProbability: 0 };

async function draw(config: Partial<TrainConfig>, data: RunDataset = dataset): Promise<Buffer[]> {
  const complete = parseTrainConfig({ ...tinyConfig, foregroundShare: 1, blurProbability: 0, ...config });
  await writeFile(join(folder, 'config.json'), JSON.stringify(complete));
  await writeFile(join(folder, 'dataset.json'), JSON.stringify(data));
  const files = await drawCutOuts(folder, 12);
  expect(files).toEqual(Array.from({ length: 12 }, (_, i) => `${i}.png`));
  return Promise.all(files.map((file) => readFile(join(folder, file))));
}

it('draws the first cut-outs with outlines on the very edge of their objects', async () => {
  const geometry = { rotationProbability: 0.5, elasticProbability: 0.5, elasticPixels: 2, elasticSmoothness: 12 };
  let outlined = 0;
  for (const picture of await draw({ ...lightStays, ...geometry })) {
    const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([32, 32, 3]);
    const isOutline = (i: number): boolean => data[3 * i] === 255 && data[3 * i + 1] === 0;
    for (let i = 0; i < 32 * 32; i++) {
      if (!isOutline(i)) continue;
      outlined++;
      // Bright squares lie on a dim ground: within two pixels of an outline there are both, unless it is cut off.
      const [x, y] = [i % 32, Math.floor(i / 32)];
      const near = [-2, -1, 0, 1, 2].flatMap((dy) => [-2, -1, 0, 1, 2].map((dx) => [x + dx, y + dy] as const));
      const inside = near.filter(([nx, ny]) => nx >= 0 && ny >= 0 && nx < 32 && ny < 32);
      if (inside.length < 25) continue;
      const shown = inside.map(([nx, ny]) => ny * 32 + nx).filter((at) => !isOutline(at));
      expect(Math.max(...shown.map((at) => data[3 * at] ?? NaN))).toBeGreaterThan(150);
      expect(Math.min(...shown.map((at) => data[3 * at] ?? NaN))).toBeLessThan(130);
    }
  }
  expect(outlined).toBeGreaterThan(200);
});

it('draws the same again, and others by other settings', async () => {
  const first = await draw({});
  expect(await draw({})).toEqual(first);
  expect(await draw({ seed: 2 })).not.toEqual(first);
  expect(await draw({ noiseLevel: 1, noiseProbability: 1 })).not.toEqual(first);
});

it('names an image that cannot be read', async () => {
  const images = dataset.images.map((image) => ({ ...image, file: join(folder, 'gone.png') }));
  await expect(draw({}, { ...dataset, images })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});
