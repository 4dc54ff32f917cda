import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { AppError } from '../../app/contract/errors.ts';
import { lossTermsOf } from '../../app/training/lossTerms.ts';
import { learningRateAt, scheduleOf } from '../../app/training/schedule.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import {
  countNumbers,
  tensorParts,
  type NetworkWeights,
  type TensorSpec,
} from '../../workers/architectures/trainableNetwork.ts';
import type { Batch } from '../../workers/training/data/batchThread.ts';
import { progressOf } from '../../workers/training/progress.ts';
import type { TrainingRun } from '../../workers/training/trainingRun.ts';
import { exportNetwork } from './exportNetwork.ts';
import { readTensorFile } from './tensorFile.ts';

export interface TorchStep {
  /** Before the step's update. */
  readonly loss: number;
  /** Forward, backward and update; batches were there before. */
  readonly stepMs: number;
}

export interface TorchTraining {
  /** Of PyTorch. */
  readonly version: string;
  readonly steps: readonly TorchStep[];
  /** After the last step. */
  readonly last: NetworkWeights;
  /** With averaged parameters, where the run averages them. */
  readonly averaged: NetworkWeights | null;
  /** Whether the network was written anew in PyTorch; else its nodes were run one by one. */
  readonly isWrittenAnew: boolean;
}

/** Bytes of batches that are cut before PyTorch takes their steps. */
const aheadBytes = 64 * 2 ** 20;

/**
 * Takes the first `steps` steps of a run that has not begun in PyTorch: from its weights, on its batches, with its losses,
 * optimiser, schedule and class weights. `folder` is for files in between; the run's batches are used up.
 */
export async function trainInTorch(
  python: string,
  run: Pick<TrainingRun, 'context' | 'state' | 'batches'>,
  { steps, folder }: { readonly steps: number; readonly folder: string },
): Promise<TorchTraining> {
  const { config, network } = run.context;
  if (config.dropout > 0) {
    throw new AppError('INVALID_INPUT', 'PyTorch draws other channels to leave out: compare with dropout=0.');
  }
  const { batchSize, patchSize, weightDecay } = config;
  const { classWeights } = await run.batches.statistics();
  const learning = { classWeights, lossTerms: lossTermsOf(config), weightDecay, optimiser: config };
  const rates = Array.from({ length: steps }, (_, step) => rateOf(config, step));
  const task = { network, batchSize, patchSize, ...learning, weights: run.state.weights, batches: [], rates };
  exportNetwork(task, folder);

  const planes = [network.channels, 1 + network.maps.length] as const;
  const batchBytes = batchSize * patchSize ** 2 * 4 * (planes[0] + planes[1]);
  const ahead = Math.max(1, Math.min(steps, Math.floor(aheadBytes / batchBytes)));
  const isWrittenAnew = config.fromModel === null && config.normalisation === 'instance';
  const args = [
    ...[join(import.meta.dirname, 'torchTraining.py'), folder, '--threads', String(config.threads)],
    ...['--batch', ...[batchSize, ...planes, patchSize, patchSize].map(String), '--ahead', String(ahead)],
    ...(isWrittenAnew ? ['--written', config.architecture, String(config.depth)] : []),
  ];
  const child = spawn(python, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const [taken, [code]] = await Promise.all([
    takeSteps(child, run, steps, ahead).finally(() => child.stdin.end()),
    ended,
  ]);
  if (code !== 0 || taken.length !== steps) throw new Error(`PyTorch ended with ${code} after ${taken.length} steps.`);
  const { description, tensors } = readTensorFile<{ readonly torch: string }>(folder, 'results');
  const read = (specs: readonly TensorSpec[], kind: string): Float32Array => numbersOf(specs, kind, tensors);
  const buffers = read(network.buffers, 'weight');
  return {
    version: description.torch,
    steps: taken,
    last: { parameters: read(network.parameters, 'weight'), buffers },
    averaged: config.averageDecay > 0 ? { parameters: read(network.parameters, 'average'), buffers } : null,
    isWrittenAnew,
  };
}

function rateOf(config: TrainConfig, step: number): number {
  return learningRateAt(scheduleOf(config), step, progressOf(config, step, 0).share);
}

/** Gives PyTorch `ahead` batches, waits for their steps, and so on. Fewer steps come back where it ended early. */
async function takeSteps(
  { stdin, stdout }: { readonly stdin: Writable; readonly stdout: Readable },
  { batches }: Pick<TrainingRun, 'batches'>,
  steps: number,
  ahead: number,
): Promise<TorchStep[]> {
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const taken: TorchStep[] = [];
  // The write that fails says so itself.
  stdin.on('error', () => undefined);
  for (let given = 0; given < steps;) {
    const until = Math.min(steps, given + ahead);
    for (; given < until; given++) await writeBatch(stdin, await batches.next(given));
    if (until === steps) stdin.end();
    while (taken.length < until) {
      const line = await lines.next();
      if (line.done === true) return taken;
      taken.push(JSON.parse(line.value) as TorchStep);
    }
  }
  return taken;
}

/** The batch's memory may be used again afterwards. */
async function writeBatch(stream: Writable, { image, target }: Batch): Promise<void> {
  for (const { buffer, byteOffset, byteLength } of [image, target]) {
    await new Promise<void>((resolve, reject) => {
      stream.write(new Uint8Array(buffer, byteOffset, byteLength), (error) => (error ? reject(error) : resolve()));
    });
  }
}

function numbersOf(
  specs: readonly TensorSpec[],
  kind: string,
  tensors: ReadonlyMap<string, readonly number[]>,
): Float32Array {
  const numbers = new Float32Array(countNumbers(specs));
  for (const [name, part] of tensorParts(specs, numbers)) {
    const found = tensors.get(`${kind}/${name}`);
    if (found?.length !== part.length) throw new TypeError(`PyTorch gave back no fitting ${kind} ${name}.`);
    part.set(found);
  }
  return numbers;
}
