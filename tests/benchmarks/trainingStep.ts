import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { countNumbers } from '../../workers/architectures/trainableNetwork.ts';
import { composeOptimiser } from '../../workers/optimisers/composeOptimiser.ts';
import { channelBlock } from '../../workers/onnx/blocked/channelBlock.ts';
import type { Batch } from '../../workers/training/data/batchThread.ts';
import { openEngine } from '../../workers/training/engines/openEngine.ts';
import { buildTrainingGraph } from '../../workers/training/engines/trainingGraph.ts';
import type { TrainingEngine } from '../../workers/training/engines/trainingEngine.ts';
import { exampleTask } from '../reference/exampleTask.ts';
import type { LearningTask } from '../reference/exportNetwork.ts';
import { profileStep, type StepProfile } from './profileStep.ts';
import { trainingCases, type TrainingCaseName } from './trainingCases.ts';

const warmUpSteps = 2;

export interface TrainingStepOptions {
  readonly steps?: number;
  readonly threads?: number;
  /** Rounds in which this program and the reference take turns. */
  readonly rounds?: number;
  /** A program that prints one JSON object with `eagerMs`, `channelsLastMs` and `peakMemoryMB`. */
  readonly reference?: Command;
}

export interface Command {
  readonly program: string;
  /** `--steps` and `--threads` follow them. */
  readonly args: readonly string[];
}

export interface TrainingStepMeasurement {
  readonly name: string;
  /** Median of a step. */
  readonly stepMs: number;
  readonly fastestStepMs: number;
  readonly peakMegabytes: number;
  readonly threads: number;
  readonly parameters: number;
  readonly referenceEagerMs?: number;
  readonly referenceChannelsLastMs?: number;
  readonly referencePeakMegabytes?: number;
  /** Our time of a step by the reference's; below 1 we are faster. */
  readonly ratioToEager?: number;
  readonly ratioToChannelsLast?: number;
}

/** A training step (forward, backward, AdamW) on the processor. */
export async function benchTrainingStep(
  name: TrainingCaseName,
  options: TrainingStepOptions = {},
): Promise<TrainingStepMeasurement> {
  const { steps = 9, threads = availableParallelism(), reference } = options;
  const rounds = options.rounds ?? (reference === undefined ? 1 : 3);
  const task = exampleTask(trainingCases[name]);
  const engine = await openEngine(task, 'cpu', threads);
  const times: number[] = [];
  const references: ReferenceResult[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(...(await timeSteps(engine, task, steps)));
    if (reference !== undefined) references.push(runReference(reference, steps, threads));
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  await engine.release();
  const stepMs = median(times);
  return {
    name: `training step of ${trainingCases[name].title}`,
    stepMs,
    fastestStepMs: Math.min(...times),
    peakMegabytes,
    threads,
    parameters: countNumbers(task.network.parameters),
    ...(references.length === 0 ? {} : summarise(references, stepMs)),
  };
}

/** Where the time of that step goes. */
export async function profileTrainingStep(
  name: TrainingCaseName,
  { steps = 9, threads = availableParallelism() },
): Promise<StepProfile> {
  const task = exampleTask(trainingCases[name]);
  const { graph } = buildTrainingGraph({ ...task, device: 'cpu', block: await channelBlock() });
  const { image, target } = firstBatch(task);
  return profileStep(graph, { image, target, ...task.weights }, { steps, threads });
}

/** Milliseconds of each step but the first ones, which fill memory and caches. */
async function timeSteps(engine: TrainingEngine, task: LearningTask, steps: number): Promise<number[]> {
  const { weights, rates } = task;
  const optimiser = composeOptimiser(task.optimiser).init(weights.parameters);
  const state = { step: 0, weights, optimiser };
  const batch = firstBatch(task);
  const times: number[] = [];
  for (let step = 0; step < steps + warmUpSteps; step++) {
    const start = performance.now();
    await engine.run(batch, state, rates[0] ?? NaN);
    times.push(performance.now() - start);
  }
  return times.slice(warmUpSteps);
}

function firstBatch({ batches: [batch] }: LearningTask): Batch {
  if (batch === undefined) throw new RangeError('The task has no batch.');
  return batch;
}

interface ReferenceResult {
  readonly eagerMs: number;
  readonly channelsLastMs: number;
  readonly peakMemoryMB: number;
}

function runReference({ program, args }: Command, steps: number, threads: number): ReferenceResult {
  const text = execFileSync(program, [...args, '--steps', String(steps), '--threads', String(threads)], {
    encoding: 'utf8',
  });
  return JSON.parse(text) as ReferenceResult;
}

function summarise(results: readonly ReferenceResult[], stepMs: number) {
  const referenceEagerMs = median(results.map(({ eagerMs }) => eagerMs));
  const referenceChannelsLastMs = median(results.map(({ channelsLastMs }) => channelsLastMs));
  return {
    referenceEagerMs,
    referenceChannelsLastMs,
    referencePeakMegabytes: Math.max(...results.map(({ peakMemoryMB }) => peakMemoryMB)),
    ratioToEager: stepMs / referenceEagerMs,
    ratioToChannelsLast: stepMs / referenceChannelsLastMs,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
