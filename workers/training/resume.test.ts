import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrainingMessage } from '../../app/contract/workerMessages.ts';
import type { RunDataset } from '../../app/training/runDataset.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { Fault } from '../../tests/fixtures/faultyFiles.ts';
import { writeForeignNetwork } from '../../tests/fixtures/foreignNetwork.ts';
import {
  checkpointNames,
  drawDataset,
  firstStep,
  lastMessage,
  lastVectors,
  makeRunFolder,
  recordedSteps,
  trainInWorker,
  unfinishedFiles,
  withFault,
} from '../../tests/fixtures/trainingRuns.ts';
import { randomSource } from '../../app/training/randomSource.ts';

/** A run that is killed, wherever that happens, ends in the same bits as one that is not. */

let folder: string;
let dataset: RunDataset;
const wholeRuns = new Map<string, Promise<string>>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resume-'));
  dataset = await drawDataset(folder);
  await writeForeignNetwork(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const composed = {
  optimiser: 'sgd',
  nesterov: true,
  clipNorm: 2,
  averageDecay: 0.9,
  accumulateSteps: 3,
  batchParts: 2,
} as const;
const earlierModel = (): string => join(folder, 'plain-whole', 'model.onnx');
const choices = {
  plain: () => ({ dropout: 0.4 }),
  composed: () => composed,
  // Buffers: the running averages of batch normalisations of a model of another program.
  buffers: () => ({ ...composed, optimiser: 'adam', fromModel: join(folder, 'net.onnx') }),
  thawing: () => ({ initialModel: earlierModel(), freezeLayers: 0.5, thawShare: 0.5, averageDecay: 0.9 }),
  'thawing buffers': () => ({ fromModel: join(folder, 'net.onnx'), freezeLayers: 1, thawShare: 0.35 }),
} satisfies Readonly<Record<string, () => Partial<TrainConfig>>>;
type Choice = keyof typeof choices;

async function makeRun(choice: Choice, name: string): Promise<string> {
  if (choice === 'thawing') await wholeRun('plain');
  return makeRunFolder(join(folder, `${choice}-${name}`), { ...choices[choice](), validateEverySteps: 5 }, dataset);
}

function wholeRun(choice: Choice): Promise<string> {
  const known = wholeRuns.get(choice);
  if (known !== undefined) return known;
  const run = makeRun(choice, 'whole').then(async (made) => {
    await trainInWorker(made);
    return made;
  });
  wholeRuns.set(choice, run);
  return run;
}

/** The same numbers in checkpoint, result and metrics, two checkpoints, and nothing else left. */
async function expectSameAsWhole(run: string, choice: Choice): Promise<void> {
  const whole = await wholeRun(choice);
  expect((await lastVectors(run)).equals(await lastVectors(whole))).toBe(true);
  expect((await readFile(join(run, 'model.onnx'))).equals(await readFile(join(whole, 'model.onnx')))).toBe(true);
  expect(await recordedSteps(run)).toEqual(await recordedSteps(whole));
  expect(await checkpointNames(run)).toEqual(['step-00000019.checkpoint', 'step-00000020.checkpoint']);
  expect((await readdir(run, { recursive: true })).sort()).toEqual((await readdir(whole, { recursive: true })).sort());
}

/** Kills at a moment that the seed chooses: so many messages on, so much later. Never, where the run ends before. */
function killer(seed: number, round: number): (message: TrainingMessage, worker: ChildProcess) => void {
  const random = randomSource(seed, round);
  let messagesLeft = 1 + Math.floor(random() * 25);
  return (_message, worker) => {
    if (--messagesLeft === 0) setTimeout(() => worker.kill('SIGKILL'), random() * 30);
  };
}

describe.each(Object.keys(choices) as Choice[])('a run with %s', (choice) => {
  it.each([1, 2, 3])('that is killed at random, again and again, with seed %i', async (seed) => {
    const run = await makeRun(choice, `random${seed}`);
    for (let round = 0; round < 4; round++) await trainInWorker(run, killer(seed, round));
    const resumed = await trainInWorker(run);
    expect(lastMessage(resumed)).toMatchObject({ kind: 'finished', steps: 20 });
    await expectSameAsWhole(run, choice);
  });
});

const places: readonly [what: string, call: Fault['call'], file: string, count: number, left: number][] = [
  ['in the middle of a checkpoint', 'write', '.checkpoint.unfinished', 7, 1],
  ['before a checkpoint takes its name', 'rename', '.checkpoint', 7, 1],
  ['before an old checkpoint is removed', 'remove', '.checkpoint', 3, 0],
  ['in the middle of a line of metrics', 'append', 'metrics.jsonl', 8, 0],
  ['in the middle of a result', 'write', 'model.onnx.unfinished', 1, 1],
  ['between the two files of a result', 'renamed', 'model.onnx', 1, 0],
  ['in the middle of a preview', 'write', '.png.unfinished', 2, 1],
  ['in the middle of the last checkpoint', 'write', 'step-00000020.checkpoint.unfinished', 1, 1],
];
it.each(places)('is killed %s', async (what, call, file, count, left) => {
  const run = await makeRun('composed', what);
  const killed = await trainInWorker(run, undefined, withFault({ call, file, count, kind: 'kill' }));
  expect(killed.exitCode).toBe(null);
  expect(lastMessage(killed)?.kind).not.toBe('finished');
  expect(await unfinishedFiles(run)).toHaveLength(left);
  expect(lastMessage(await trainInWorker(run))).toMatchObject({ kind: 'finished', steps: 20 });
  await expectSameAsWhole(run, 'composed');
});

it('is killed in the middle of a validation', async () => {
  const run = await makeRun('composed', 'validation');
  const killed = await trainInWorker(run, (message, worker) => {
    if (message.kind === 'step' && message.step === 10) worker.kill('SIGKILL');
  });
  expect(lastMessage(killed)).toMatchObject({ kind: 'step', step: 10 });
  expect(firstStep(await trainInWorker(run))).toBe(9);
  await expectSameAsWhole(run, 'composed');
});

// Checkpoint 10 is the last before the thaw, whose step makes checkpoint 11.
it.each([10, 11, 12])('is killed around a thaw, before checkpoint %i takes its name', async (count) => {
  const run = await makeRun('thawing', `thaw${count}`);
  await trainInWorker(run, undefined, withFault({ call: 'rename', file: '.checkpoint', count, kind: 'kill' }));
  const resumed = await trainInWorker(run);
  expect(firstStep(resumed)).toBe(count - 1);
  const thawed = resumed.messages.filter((message) => message.kind === 'notice');
  expect(thawed).toEqual(count < 12 ? [{ kind: 'notice', notice: { kind: 'thawed', step: 11 } }] : []);
  await expectSameAsWhole(run, 'thawing');
});

describe('a damaged checkpoint', () => {
  const killAt = (step: number) => (message: TrainingMessage, worker: ChildProcess) => {
    if (message.kind === 'checkpoint' && message.step === step) worker.kill('SIGKILL');
  };
  const damages: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
    'cut off': (bytes) => bytes.subarray(0, bytes.length / 2),
    empty: () => Buffer.alloc(0),
    'full of zeros': (bytes) => Buffer.alloc(bytes.length),
    'wrong in one bit': (bytes) => {
      const at = bytes.length - 1000;
      bytes[at] = (bytes[at] ?? 0) ^ 8;
      return bytes;
    },
  };
  it.each(Object.keys(damages))('that is %s is passed over, and said', async (damage) => {
    const run = await makeRun('plain', damage);
    await trainInWorker(run, killAt(8));
    const [before = '', newest = ''] = await checkpointNames(run);
    const file = join(run, 'checkpoints', newest);
    await writeFile(file, damages[damage]?.(await readFile(file)) ?? '');
    const resumed = await trainInWorker(run);
    const step = Number(/\d+/.exec(before)?.[0]);
    expect(firstStep(resumed)).toBe(step);
    expect(resumed.messages).toContainEqual({
      kind: 'notice',
      notice: { kind: 'damagedCheckpoints', files: [newest], step },
    });
    await expectSameAsWhole(run, 'plain');
  });

  it('leaves the run to begin anew where there is no other', async () => {
    const run = await makeRun('plain', 'alone');
    await trainInWorker(run, killAt(3));
    const names = await checkpointNames(run);
    for (const name of names) await writeFile(join(run, 'checkpoints', name), 'nothing of use');
    const resumed = await trainInWorker(run);
    expect(firstStep(resumed)).toBe(0);
    expect(resumed.messages).toContainEqual({
      kind: 'notice',
      notice: { kind: 'damagedCheckpoints', files: names.toReversed(), step: null },
    });
    await expectSameAsWhole(run, 'plain');
  });
});
