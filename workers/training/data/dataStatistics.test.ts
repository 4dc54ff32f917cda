import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunImage, RunLabel } from '../../../app/training/runDataset.ts';
import { measuredImages, measureImage, statisticsOf } from './dataStatistics.ts';
import { ImageCache } from './imageCache.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statistics-'));
});
afterAll(() => rm(folder, { recursive: true }));

const labels: RunLabel[] = [{ id: 'a', name: 'a', colour: '#ff0000' }];

async function drawImage(name: string, channels: 1 | 3, values: number[], objectWidth: number): Promise<RunImage> {
  const file = join(folder, `${name}.png`);
  await sharp(Uint8Array.from(values), { raw: { width: 4, height: 1, channels } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png()
    .toFile(file);
  const parts = [{ outline: [0, 0, objectWidth, 0, objectWidth, 1, 0, 1], holes: [] }];
  const object = { classIndex: 1, geometry: { kind: 'polygon', parts }, isCrowd: false } as const;
  const objects = objectWidth === 0 ? [] : [object];
  return { id: name, name, file, width: 4, height: 1, channels, bitDepth: 8, split: 'train', objects };
}

it('measures grey and colour images together, and weighs rare classes', async () => {
  const images = [
    await drawImage('grey', 1, [10, 20, 30, 40], 1),
    await drawImage('colour', 3, [10, 0, 0, 20, 0, 9, 30, 0, 0, 40, 0, 9], 0),
  ];
  const cache = new ImageCache(images, 1);
  const targets = { separation: 'components', labels: 1 } as const;
  const config = { classWeighting: 'balanced', separation: 'components' } as const;
  const measures = await Promise.all(
    [1, 0].map(async (index) => measureImage(index, await cache.get(index), targets, 3)),
  );
  const statistics = statisticsOf(measures, { labels }, config);
  const green = [10, 20, 30, 40, 0, 0, 0, 0];
  const blue = [10, 20, 30, 40, 0, 9, 0, 9];
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = (values: number[]): number => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
  const means = [25, mean(green), mean(blue)];
  const deviations = [Math.sqrt(125), deviation(green), deviation(blue)];
  expect(
    statistics.normalisation.mean.map((value, i) => value - (means[i] ?? 0)).every((d) => Math.abs(d) < 1e-9),
  ).toBe(true);
  const differences = statistics.normalisation.standardDeviation.map((value, i) => value - (deviations[i] ?? 0));
  expect(differences.every((difference) => Math.abs(difference) < 1e-9)).toBe(true);
  expect(statistics.classWeights).toEqual([1, Math.sqrt(7)]);
});

it('weighs rare labels by the root of how rare they are, within a bound, and those that no image has not at all', () => {
  const measure = {
    ...{ imageIndex: 0, count: 1, sums: new Float64Array(1), squares: new Float64Array(1) },
    classPixels: Float64Array.from({ length: 256 }, (_, index) => [40_000, 400, 4, 0][index] ?? 0),
  };
  const label: RunLabel = { id: '', name: '', colour: '' };
  const weighted = (classWeighting: 'balanced' | 'none') =>
    statisticsOf([measure], { labels: [label, label, label] }, { classWeighting, separation: 'components' });
  expect(weighted('balanced').classWeights).toEqual([1, 10, 20, 1]);
  expect(weighted('none').classWeights).toEqual([1, 1, 1, 1]);
});

it('reads every so many of many images', () => {
  expect(measuredImages(3)).toEqual([0, 1, 2]);
  expect(measuredImages(200)).toHaveLength(200);
  expect(measuredImages(1000).slice(0, 3)).toEqual([0, 5, 10]);
});
