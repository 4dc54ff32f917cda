import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDataset } from '../../app/training/runDataset.ts';
import type { Fault } from '../../tests/fixtures/faultyFiles.ts';
import { canMountSmallDisk, smallDisk } from '../../tests/fixtures/smallDisk.ts';
import {
  drawDataset,
  lastMessage,
  lastVectors,
  makeRunFolder,
  recordedSteps,
  trainInWorker,
  unfinishedFiles,
  withFault,
  type Outcome,
} from '../../tests/fixtures/trainingRuns.ts';
import { loadCheckpoint } from './checkpoint.ts';

let folder: string;
let dataset: RunDataset;
let whole: string;
const config = { width: 8, steps: 12, validateEverySteps: 4 } as const;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'full-disk-'));
  dataset = await drawDataset(folder);
  whole = await makeRunFolder(join(folder, 'whole'), config, dataset);
  await trainInWorker(whole);
});
afterAll(() => rm(folder, { recursive: true }));

if (!canMountSmallDisk) process.stderr.write('full disk: no small file system can be mounted here, skipped\n');
describe.runIf(canMountSmallDisk)('on a file system that is really full', () => {
  const diskBytes = 16e6;
  it.each([
    ['after some checkpoints', 1_500_000],
    ['before the first one', 200_000],
  ])('a run stops %s, loses nothing, and goes on once there is room', async (_when, freeBytes) => {
    const disk = await smallDisk(diskBytes);
    const filler = join(disk, 'filler');
    await writeFile(filler, new Uint8Array(diskBytes - freeBytes));
    const run = await makeRunFolder(join(disk, 'run'), config, dataset);
    const stopped = await trainInWorker(run);
    await expectFullDisk(stopped, run, '');
    await rm(filler);
    await expectSameEnd(run);
  });
});

describe('where a file system says that it is full', () => {
  const places: readonly [file: string, call: Fault['call']][] = [
    ['.checkpoint', 'write'],
    ['.checkpoint', 'rename'],
    ['metrics.jsonl', 'append'],
    ['model.onnx', 'write'],
    ['card.json', 'write'],
    ['.png', 'write'],
  ];
  it.each(places)('a run stops at %s (%s), loses nothing, and goes on', async (file, call) => {
    const run = await makeRunFolder(join(folder, `${call}-${file.replace('.', '')}`), config, dataset);
    const fault: Fault = { call, file: call === 'write' ? `${file}.unfinished` : file, count: 2, kind: 'full' };
    await expectFullDisk(await trainInWorker(run, undefined, withFault(fault)), run, file);
    await expectSameEnd(run);
  });
});

async function expectFullDisk(stopped: Outcome, run: string, file: string): Promise<void> {
  expect(stopped.exitCode).toBe(1);
  const message = expect.stringMatching(
    new RegExp(
      `^The disk is full: .*${file} needs [\\d.]+ MB, and [\\d.]+ MB are free\\. ` +
        'Make room there and let the training go on: its last checkpoint is safe\\.$',
    ),
  ) as string;
  expect(lastMessage(stopped)).toMatchObject({ kind: 'failed', code: 'DISK_FULL', canGoOn: true, message });
  const saved = stopped.messages.findLast((known) => known.kind === 'checkpoint');
  const kept = await loadCheckpoint(run, (name) => expect.fail(`${name} is damaged`));
  expect(kept?.step).toBe(saved?.step);
  expect(await unfinishedFiles(run)).toEqual([]);
}

async function expectSameEnd(run: string): Promise<void> {
  const resumed = await trainInWorker(run);
  expect(lastMessage(resumed)).toMatchObject({ kind: 'finished', reason: 'steps', steps: config.steps });
  expect((await lastVectors(run)).equals(await lastVectors(whole))).toBe(true);
  expect(await recordedSteps(run)).toEqual(await recordedSteps(whole));
}
