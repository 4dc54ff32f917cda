import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import { parametersToUse } from '../../workers/optimisers/weightAverage.ts';
import { loadCheckpoint } from '../../workers/training/checkpoint.ts';
import { openTrainingRun } from '../../workers/training/trainingRun.ts';
import { difference } from '../fixtures/compareTraining.ts';
import { findPython } from '../fixtures/findPython.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { drawDataset, lossesOf, makeRunFolder, trainInWorker } from '../fixtures/trainingRuns.ts';
import { trainInTorch } from './torchTraining.ts';

const python = findPython(['torch']);
const steps = 6;
const rise = { warmUpSteps: 2, learningRate: 0.001 };
const everyClassLoss = {
  ...{ labelSmoothing: 0.1, binaryCrossEntropyWeight: 0.5, jaccardWeight: 0.4, tverskyWeight: 0.3 },
  ...{ focalWeight: 0.7, smoothL1Weight: 0.6, cutoutProbability: 1, cutoutShare: 0.3 },
};
const cases: Readonly<Record<string, Partial<TrainConfig>>> = {
  'touching objects not told apart, every loss of classes': everyClassLoss,
  'rims, with averaged weights and clipped gradients': { separation: 'rims', averageDecay: 0.9, clipNorm: 0.5 },
  'distances, with gradients of two steps an update': { separation: 'distances', accumulateSteps: 2 },
  'centres, with Adam': { separation: 'centres', optimiser: 'adam' },
  'another architecture, with momentum': { architecture: 'residualUnet', optimiser: 'sgd', nesterov: true },
  'a network that was not written anew': { normalisation: 'batch' },
};

describe.skipIf(python === null)('a run of the training worker and one in PyTorch (skipped where it is absent)', () => {
  it.each(Object.entries(cases))('take the same first steps: %s', { timeout: 60_000 }, async (_name, config) => {
    const folder = temporaryFolder();
    const dataset = await drawDataset(folder);
    const own = await makeRunFolder(join(folder, 'own'), { steps, ...rise, ...config }, dataset);
    await cp(own, join(folder, 'torch'), { recursive: true });
    const losses = lossesOf(await trainInWorker(own));
    const state = await loadCheckpoint(own, () => undefined);
    const run = await openTrainingRun(join(folder, 'torch'));
    await run.engine.release();
    const torch = await trainInTorch(python ?? '', run, { steps, folder });
    await run.batches.close();

    const relative = torch.steps.map(({ loss }, i) => Math.abs((losses[i] ?? NaN) - loss) / loss);
    expect(losses).toHaveLength(steps);
    expect(relative[0]).toBeLessThan(1e-5);
    expect(Math.max(...relative)).toBeLessThan(1e-3);
    expect(losses[steps - 1]).not.toBeCloseTo(losses[0] ?? NaN, 3);
    expect(torch.isWrittenAnew).toBe(config.normalisation === undefined);
    const { weights, optimiser } = state ?? run.state;
    expect(difference(torch.last.parameters, weights.parameters)).toBeLessThan(0.01);
    expect(difference(torch.last.buffers, weights.buffers)).toBeLessThan(0.01);
    expect(torch.averaged === null).toBe(config.averageDecay === undefined);
    const used = (torch.averaged ?? torch.last).parameters;
    expect(difference(used, parametersToUse(weights.parameters, optimiser))).toBeLessThan(0.01);
  });

  it('refuses a run in which channels are left out by chance', async () => {
    const folder = temporaryFolder();
    const own = await makeRunFolder(join(folder, 'own'), { dropout: 0.5 }, await drawDataset(folder));
    const run = await openTrainingRun(own);
    await run.engine.release();
    await expect(trainInTorch(python ?? '', run, { steps, folder })).rejects.toThrow(/dropout=0/);
    await run.batches.close();
  });
});
