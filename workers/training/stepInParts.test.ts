import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunDataset } from '../../app/training/runDataset.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import {
  drawDataset,
  firstStep,
  lastMessage,
  makeRunFolder,
  trainInWorker,
  withFault,
} from '../../tests/fixtures/trainingRuns.ts';
import { loadCheckpoint, type TrainingState } from './checkpoint.ts';

let folder: string;
let dataset: RunDataset;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parts-'));
  dataset = await drawDataset(folder);
});
afterAll(() => rm(folder, { recursive: true }));

// A mean over pixels is the mean of the means over parts; SGD shows gradients as they are.
const plain: Partial<TrainConfig> = {
  ...{ optimiser: 'sgd', momentum: 0.9, diceWeight: 0, classWeighting: 'none' },
  ...{ batchSize: 4, steps: 8, validateEverySteps: 8, warmUpSteps: 3 },
};

async function stateOf(run: string): Promise<TrainingState> {
  const state = await loadCheckpoint(run, (name) => expect.fail(`${name} is damaged`));
  return state ?? expect.fail('There is no checkpoint.');
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (b[index] ?? NaN))), 0);
}

it.each([
  ['sgd', 0.01],
  // Where a gradient is about nothing, Adam makes much of its last bits.
  ['adamW', 0.03],
] as const)(
  'a run whose steps are in parts, from the start or from some step on, learns the same in as many steps with %s',
  async (optimiser, tolerated) => {
    const make = (name: string, change: Partial<TrainConfig>): Promise<string> =>
      makeRunFolder(join(folder, `${optimiser}-${name}`), { ...plain, optimiser, ...change }, dataset);
    const [whole, parted, changed] = [
      await make('whole', {}),
      await make('parted', { batchParts: 4 }),
      await make('changed', {}),
    ];
    for (const run of [whole, parted]) {
      expect(lastMessage(await trainInWorker(run))).toMatchObject({ kind: 'finished', steps: 8 });
    }
    // It is killed as its fifth checkpoint is about to take its name.
    await trainInWorker(changed, undefined, withFault({ call: 'rename', file: '.checkpoint', count: 5, kind: 'kill' }));
    await make('changed', { batchParts: 2 });
    const goneOn = await trainInWorker(changed);
    expect(firstStep(goneOn)).toBe(4);
    expect(lastMessage(goneOn)).toMatchObject({ kind: 'finished', steps: 8 });

    const { weights } = await stateOf(whole);
    const before = await stateOf(await moved(optimiser));
    // The order of additions differs.
    const tolerance = largestDifference(before.weights.parameters, weights.parameters) * tolerated;
    for (const run of [parted, changed]) {
      const { step, weights: found } = await stateOf(run);
      expect(step).toBe(8);
      expect(largestDifference(found.parameters, weights.parameters)).toBeLessThan(tolerance);
    }
  },
);

/** The same run after its first step. */
async function moved(optimiser: TrainConfig['optimiser']): Promise<string> {
  const run = await makeRunFolder(join(folder, `${optimiser}-first`), { ...plain, optimiser, steps: 1 }, dataset);
  await trainInWorker(run);
  return run;
}

it('parts that do not divide a step evenly are refused', async () => {
  const run = await makeRunFolder(join(folder, 'uneven'), { ...plain, batchParts: 3 }, dataset);
  expect(lastMessage(await trainInWorker(run))).toMatchObject({
    kind: 'failed',
    message: 'The training setting "batchParts" must divide the 4 cut-outs of a step ("batchSize") evenly.',
  });
});
