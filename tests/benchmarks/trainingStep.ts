import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { catalogueNetwork } from '../../workers/architectures/architecture.ts';
import { countNumbers } from '../../workers/architectures/trainableNetwork.ts';
import { lossTermsOf } from '../../app/training/lossTerms.ts';
import { defaultTrainConfig } from '../../app/training/trainConfig.ts';
import { composeOptimiser } from '../../workers/optimisers/composeOptimiser.ts';
import { channelBlock } from '../../workers/onnx/channelBlock.ts';
import type { Batch } from '../../workers/training/batchThread.ts';
import { initialWeights } from '../../workers/training/initialWeights.ts';
import { openEngine } from '../../workers/training/engines/openEngine.ts';
import type { TrainingEngine } from '../../workers/training/engines/trainingEngine.ts';
import { buildTrainingGraph } from '../../workers/training/engines/trainingGraph.ts';
import { profileStep, type StepProfile } from './profileStep.ts';

const network = catalogueNetwork({
  architecture: 'unet',
  channels: 1,
  classes: 2,
  width: 16,
  depth: 3,
  normalisation: 'none',
});
const batchSize = 4;
const patchSize = 256;
const warmUpSteps = 2;
const settings = {
  network,
  batchSize,
  patchSize,
  classWeights: [1, 1],
  lossTerms: lossTermsOf(defaultTrainConfig),
  optimiser: defaultTrainConfig,
  weightDecay: 0.01,
};

export interface TrainingStepOptions {
  readonly steps?: number;
  readonly threads?: number;
  /** Rounds in which this program and the reference take turns. */
  readonly rounds?: number;
  /** A program that prints one JSON object with `eagerMs`, `channelsLastMs` and `peakMemoryMB`. */
  readonly reference?: string;
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

/** A training step (forward, backward, AdamW) of the U-Net 16-32-64-128 on 4 x 1 x 256 x 256, on the processor. */
export async function benchTrainingStep(options: TrainingStepOptions = {}): Promise<TrainingStepMeasurement> {
  const { steps = 9, threads = availableParallelism(), reference } = options;
  const rounds = options.rounds ?? (reference === undefined ? 1 : 3);
  const engine = await openEngine(settings, 'cpu', threads);
  const times: number[] = [];
  const references: ReferenceResult[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(...(await timeSteps(engine, steps)));
    if (reference !== undefined) references.push(runReference(reference, steps, threads));
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  await engine.release();
  const stepMs = median(times);
  return {
    name: 'training step of the U-Net 16-32-64-128 on 4x1x256x256',
    stepMs,
    fastestStepMs: Math.min(...times),
    peakMegabytes,
    threads,
    parameters: countNumbers(network.parameters),
    ...(references.length === 0 ? {} : summarise(references, stepMs)),
  };
}

/** Where the time of that step goes. */
export async function profileTrainingStep({ steps = 9, threads = availableParallelism() }): Promise<StepProfile> {
  const { graph } = buildTrainingGraph({ ...settings, device: 'cpu', block: await channelBlock() });
  const feeds = { ...exampleBatch(), ...initialWeights(network, 1) };
  return profileStep(graph, feeds, { steps, threads });
}

/** Milliseconds of each step but the first ones, which fill memory and caches. */
async function timeSteps(engine: TrainingEngine, steps: number): Promise<number[]> {
  const weights = initialWeights(network, 1);
  const progress = { step: 0, elapsedMs: 0, best: null, validationsWithoutGain: 0 };
  const optimiser = composeOptimiser(defaultTrainConfig).init(weights.parameters);
  const state = { ...progress, weights, optimiser };
  const batch = exampleBatch();
  const times: number[] = [];
  for (let step = 0; step < steps + warmUpSteps; step++) {
    const start = performance.now();
    await engine.run({ step, ...batch }, state, 0.001);
    times.push(performance.now() - start);
  }
  return times.slice(warmUpSteps);
}

function exampleBatch(): Omit<Batch, 'step'> {
  const pixels = batchSize * patchSize ** 2;
  return {
    image: Float32Array.from({ length: pixels }, (_, i) => Math.sin(i * 12.9898) * 1.4),
    target: Float32Array.from({ length: pixels }, (_, i) => (Math.sin(i * 0.013) > 0 ? 1 : 0)),
  };
}

interface ReferenceResult {
  readonly eagerMs: number;
  readonly channelsLastMs: number;
  readonly peakMemoryMB: number;
}

function runReference(program: string, steps: number, threads: number): ReferenceResult {
  const text = execFileSync(program, ['--steps', String(steps), '--threads', String(threads), '--adamw'], {
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
