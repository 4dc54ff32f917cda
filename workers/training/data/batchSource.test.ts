import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDataset } from '../../../app/training/runDataset.ts';
import { parseTrainConfig, type TrainConfig } from '../../../app/training/trainConfig.ts';
import { drawDataset, tinyConfig } from '../../../tests/fixtures/trainingRuns.ts';
import { BatchSource } from './batchSource.ts';
import type { DataStatistics } from './dataStatistics.ts';

let folder: string;
let dataset: RunDataset;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batches-'));
  dataset = await drawDataset(folder);
});
afterAll(() => rm(folder, { recursive: true }));

interface Cut {
  readonly statistics: DataStatistics;
  readonly batches: { readonly step: number; readonly image: number[]; readonly target: number[] }[];
}

async function cut(config: Partial<TrainConfig>, steps: readonly number[], cacheMegabytes = 1024): Promise<Cut> {
  const complete = parseTrainConfig({ ...tinyConfig, batchSize: 3, cutoutProbability: 0.5, ...config });
  const settings = { dataset, config: { ...complete, cacheMegabytes }, channels: 1 };
  const source = new BatchSource(settings, steps[0] ?? 0);
  try {
    const statistics = await source.statistics();
    const batches: Cut['batches'] = [];
    for (const step of steps) {
      const { image, target, ...named } = await source.next(step);
      batches.push({ ...named, image: [...image], target: [...target] });
    }
    return { statistics, batches };
  } finally {
    await source.close();
  }
}

const steps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('batches that are cut ahead', () => {
  it.each(['components', 'centres'] as const)('are the same from any number of threads: %s', async (separation) => {
    const one = await cut({ dataThreads: 1, separation }, steps);
    expect(one.batches.map(({ step }) => step)).toEqual(steps);
    expect(new Set(one.batches.map(({ image }) => image[0])).size).toBe(steps.length);
    for (const dataThreads of [2, 3, 9]) expect(await cut({ dataThreads, separation }, steps)).toEqual(one);
  });

  it('are the same where a run goes on, and where images do not fit in memory together', async () => {
    const whole = await cut({ dataThreads: 2 }, steps);
    const rest = await cut({ dataThreads: 3 }, steps.slice(4));
    expect(rest).toEqual({ ...whole, batches: whole.batches.slice(4) });
    expect(await cut({ dataThreads: 2 }, steps, 0)).toEqual(whole);
  });

  it('show what is said: classes where nothing is hidden, and values about the mean of the images', async () => {
    const { batches } = await cut({ dataThreads: 2, cutoutProbability: 1, cutoutShare: 0.5 }, steps);
    const classes = new Set(batches.flatMap(({ target }) => target));
    expect(classes).toEqual(new Set([0, 1, 255]));
    for (const { image, target } of batches) {
      for (const [i, value] of target.entries()) if (value === 255) expect(image[i]).toBe(0);
    }
    const plain = await cut({ dataThreads: 2, cutoutProbability: 0 }, steps);
    expect(new Set(plain.batches.flatMap(({ target }) => target))).toEqual(new Set([0, 1]));
  });

  it('name the file that cannot be read, at once and for every step', async () => {
    const images = dataset.images.map((image, i) => (i === 2 ? { ...image, file: join(folder, 'gone.png') } : image));
    const config = parseTrainConfig({ ...tinyConfig, dataThreads: 2 });
    const source = new BatchSource({ dataset: { ...dataset, images }, config, channels: 1 }, 0);
    await expect(source.statistics()).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/gone\.png/) as string,
    });
    await expect(source.next(0)).rejects.toThrow(/gone\.png/);
    await source.close();
    await source.close();
  });
});
