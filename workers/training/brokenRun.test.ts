import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunDataset } from '../../app/training/runDataset.ts';
import {
  checkpointNames,
  drawDataset,
  firstStep,
  followWorker,
  lastMessage,
  lossesOf,
  makeRunFolder,
  trainingEntry,
  trainInWorker,
  type Outcome,
} from '../../tests/fixtures/trainingRuns.ts';
import { hasOnlyNumbers, loadCheckpoint, saveCheckpoint, type TrainingState } from './checkpoint.ts';

/** Runs that break off: what is said, with the step and what to do, and from where they go on. */

let folder: string;
let dataset: RunDataset;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broken-run-'));
  dataset = await drawDataset(folder);
});
afterAll(() => rm(folder, { recursive: true }));

async function savedState(run: string): Promise<TrainingState> {
  const state = await loadCheckpoint(run, (name) => expect.fail(`${name} is damaged`));
  return state ?? expect.fail('There is no checkpoint.');
}

/** A run after its first step, whose next one makes a weight infinite that no loss shows: it silences its channel. */
async function makeDivergingRun(): Promise<string> {
  const settings = {
    optimiser: 'sgd',
    momentum: 0.999,
    learningRate: 1,
    warmUpSteps: 0,
    schedule: 'constant',
  } as const;
  const run = await makeRunFolder(
    join(folder, 'diverging'),
    { ...settings, steps: 1, validateEverySteps: 100 },
    dataset,
  );
  await trainInWorker(run);
  const state = await savedState(run);
  // The first bias comes behind the first kernel, of 4 x 1 x 3 x 3; before a rectifier, -infinity is as good as -1.
  state.weights.parameters[36] = -3.2e38;
  (state.optimiser.velocity ?? expect.fail('SGD keeps a velocity.'))[36] = 3.3e38;
  await saveCheckpoint(run, state);
  return makeRunFolder(run, { ...settings, steps: 5, validateEverySteps: 2 }, dataset);
}

it('names weights that are no numbers, and keeps them in no checkpoint and no model', async () => {
  const run = await makeDivergingRun();
  const outcome = await trainInWorker(run);
  expect(firstStep(outcome)).toBe(1);
  expect(lossesOf(outcome).map(Number.isFinite)).toEqual([true]);
  expect(lastMessage(outcome)).toMatchObject({
    kind: 'failed',
    canGoOn: true,
    message:
      'The weights were no longer numbers at step 2: ' +
      'lower the learning rate from 1 to 0.25 and go on from the last checkpoint.',
    remedy: { learningRate: 0.25 },
  });
  expect(await checkpointNames(run)).toEqual(['step-00000001.checkpoint']);
  expect(hasOnlyNumbers(await savedState(run))).toBe(true);
});

/** The worker with so much address space, all of a processor's ways to allocate counted. */
function trainInLittleMemory(run: string, kilobytes: number): Promise<Outcome> {
  const script = `ulimit -v ${kilobytes} && exec "$0" "$1" "$2"`;
  return followWorker(
    spawn('sh', ['-c', script, process.execPath, trainingEntry, run], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
  );
}

it.runIf(process.platform === 'linux')('names memory that ran out, and goes on with less', async () => {
  const large = { width: 64, patchSize: 512, batchSize: 16, steps: 2, validateEverySteps: 100 };
  const run = await makeRunFolder(join(folder, 'memory'), large, dataset);
  const outcome = await trainInLittleMemory(run, 12e6);
  expect(outcome.exitCode).toBe(1);
  expect(lastMessage(outcome)).toMatchObject({
    kind: 'failed',
    code: 'OUT_OF_MEMORY',
    canGoOn: true,
    message:
      'There is not enough memory for 16 cut-outs of 512 pixels in step 1: go on from the last checkpoint ' +
      'with 8 cut-outs of 512 pixels at a time, or close other programs first.',
    remedy: { batchParts: 2 },
  });
  await makeRunFolder(run, { ...large, patchSize: 64, batchSize: 1 }, dataset);
  expect(lastMessage(await trainInLittleMemory(run, 12e6))).toMatchObject({ kind: 'finished', steps: 2 });
});
