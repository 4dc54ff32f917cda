import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../app/contract/errors.ts';
import { architectureFacts, unusedSettings } from '../../app/training/architectures.ts';
import { lossTermsOf } from '../../app/training/lossTerms.ts';
import type { RunImage } from '../../app/training/runDataset.ts';
import type { RunNotice } from '../../app/training/runNotices.ts';
import { trainConfigFields, type TrainConfig } from '../../app/training/trainConfig.ts';
import { countNumbers, type TrainableNetwork } from '../architectures/trainableNetwork.ts';
import { reportLines } from '../imported/matchWeights.ts';
import type { DeviceNotes } from '../onnx/devices/deviceNotes.ts';
import { composeOptimiser, type OptimiserSettings } from '../optimisers/composeOptimiser.ts';
import { accumulatedGradient } from '../optimisers/gradientAccumulation.ts';
import type { OptimiserVectors } from '../optimisers/optimiser.ts';
import { BatchSource } from './data/batchSource.ts';
import { loadCheckpoint, type TrainingState } from './checkpoint.ts';
import { removeUnfinished } from './durableFile.ts';
import { ImageCache } from './data/imageCache.ts';
import { openEngine } from './engines/openEngine.ts';
import type { TrainingEngine } from './engines/trainingEngine.ts';
import { initialWeights, takeSavedWeights, transferWeights } from './initialWeights.ts';
import { MetricsFile } from './metricsFile.ts';
import { runError } from './runError.ts';
import { readRunFolder } from './runFolder.ts';
import { runNetwork } from './runNetwork.ts';
import type { ResultContext } from './writeResult.ts';

/** A run that is ready to take its next step. */
export interface TrainingRun {
  readonly context: ResultContext;
  readonly state: TrainingState;
  readonly batches: BatchSource;
  engine: TrainingEngine;
  /** An engine for the state as it is by then, frozen or thawed. */
  readonly reopen: (device: TrainConfig['device']) => Promise<TrainingEngine>;
  readonly metrics: MetricsFile;
  /** What the person should know of how it goes on, in sentences. */
  readonly notices: readonly RunNotice[];
  readonly trainImages: number;
  readonly validation: readonly RunImage[];
  readonly validationCache: ImageCache;
  /** Image shown while learning, with the cache that holds it and its place in there. */
  readonly shown: readonly ShownImage[];
}

export interface ShownImage {
  readonly image: RunImage;
  readonly cache: ImageCache;
  readonly index: number;
}

const shownImages = 2;

/**
 * Reads a run folder, goes on from its last whole checkpoint where there is one, and opens the network on a device.
 * What a killed process left unfinished is removed.
 */
export async function openTrainingRun(runFolder: string, notes?: DeviceNotes): Promise<TrainingRun> {
  const input = await readRunFolder(runFolder);
  await removeUnfinished([runFolder, join(runFolder, 'checkpoints'), join(runFolder, 'previews')]);
  const { config, dataset } = input;
  const network = await runNetwork(runFolder, config, dataset);
  const { state, notices } = await lastState(runFolder, network, config);
  const { parameters, buffers } = state.weights;
  if (parameters.length !== countNumbers(network.parameters) || buffers.length !== countNumbers(network.buffers)) {
    throw new AppError('INVALID_INPUT', 'The checkpoint of this run belongs to a network of another size.');
  }
  state.optimiser = optimiserVectors(state, config);

  const batches = new BatchSource({ dataset, config, channels: network.channels }, state.step);
  const { normalisation, classWeights } = await batches.statistics();
  const { batchParts, patchSize, weightDecay } = config;
  const learning = { lossTerms: lossTermsOf(config), optimiser: optimiserOf(config), weightDecay };
  const dropout = config.dropout === 0 ? {} : { dropout: { share: config.dropout, seed: config.seed } };
  const step = { network, batchSize: config.batchSize / batchParts, patchSize, classWeights, ...learning, ...dropout };
  const reopen = (device: TrainConfig['device']): Promise<TrainingEngine> => {
    const held = state.isThawed ? [] : (network.held ?? []);
    const settings = held.length === 0 ? step : { ...step, held: new Set(held) };
    return openEngine(settings, device, config.threads, notes).catch((cause: unknown) => {
      throw runError(cause, `in step ${state.step + 1}`, device, config);
    });
  };
  const engine = await reopen(config.device);

  const train = dataset.images.filter(({ split }) => split === 'train');
  const validation = dataset.images.filter(({ split }) => split === 'val');
  const validationCache = new ImageCache(validation, config.cacheMegabytes / 2);
  const shown = validation.length > 0 ? validation : train.slice(0, 1);
  const shownCache = validation.length > 0 ? validationCache : new ImageCache(train, config.cacheMegabytes / 2);
  return {
    context: { ...input, runFolder, network, normalisation, validationImages: validation.length },
    state,
    batches,
    engine,
    reopen,
    metrics: await MetricsFile.open(runFolder, state.step),
    notices: [...unusedNotices(config), ...notices],
    trainImages: train.length,
    validation,
    validationCache,
    shown: shown.slice(0, shownImages).map((image, index) => ({ image, cache: shownCache, index })),
  };
}

/** It sees each part of a step as a step. */
function optimiserOf(config: TrainConfig): OptimiserSettings {
  return { ...config, accumulateSteps: config.accumulateSteps * config.batchParts };
}

/** Those of the checkpoint, with or without half a round of gradients, as the run now accumulates them or not. */
function optimiserVectors({ optimiser, weights }: TrainingState, config: TrainConfig): OptimiserVectors {
  const fresh = composeOptimiser(optimiserOf(config)).init(new Float32Array(weights.parameters.length));
  const names = Object.keys(fresh).filter((name) => name !== accumulatedGradient);
  const known = Object.keys(optimiser).filter((name) => name !== accumulatedGradient);
  if (!isDeepStrictEqual(known.sort(), names.sort())) {
    throw new AppError('INVALID_INPUT', 'The checkpoint of this run belongs to another optimiser.');
  }
  return Object.fromEntries(Object.entries(fresh).map(([name, zeros]) => [name, optimiser[name] ?? zeros]));
}

function unusedNotices(config: TrainConfig): readonly RunNotice[] {
  if (config.fromModel !== null) return [];
  const { name } = architectureFacts[config.architecture];
  const changed = unusedSettings(config).filter((key) => config[key] !== trainConfigFields[key].default);
  return changed.map((setting) => ({ kind: 'unusedSetting', network: name, setting }));
}

interface Beginning {
  readonly state: TrainingState;
  readonly notices: readonly RunNotice[];
}

async function lastState(runFolder: string, network: TrainableNetwork, config: TrainConfig): Promise<Beginning> {
  const damaged: string[] = [];
  const saved = await loadCheckpoint(runFolder, (name, cause) => {
    process.stderr.write(`training: ${name} cannot be used: ${String(cause)}\n`);
    damaged.push(name);
  });
  const { state, notices } =
    saved === null ? await freshState(runFolder, network, config) : { state: saved, notices: [] };
  const passedOver: RunNotice = { kind: 'damagedCheckpoints', files: damaged, step: saved?.step ?? null };
  return { state, notices: damaged.length === 0 ? notices : [passedOver, ...notices] };
}

async function freshState(runFolder: string, network: TrainableNetwork, config: TrainConfig): Promise<Beginning> {
  const { seed, initialModel, fromModel, weightsFile } = config;
  const weights = initialWeights(network, seed);
  const notices: RunNotice[] = [];
  if (initialModel !== null) {
    const taken = await transferWeights(initialModel, network, weights);
    const tensors = network.parameters.length + network.buffers.length;
    process.stderr.write(`training: ${taken} of ${tensors} weight tensors taken from ${initialModel}\n`);
    if (taken < tensors) notices.push({ kind: 'weightsTaken', taken, tensors });
  }
  if (fromModel === null && weightsFile !== null) {
    const report = await takeSavedWeights(resolve(runFolder, weightsFile), network, weights);
    for (const line of reportLines(report, weightsFile)) process.stderr.write(`training: ${line}\n`);
  }
  const state = {
    step: 0,
    elapsedMs: 0,
    best: null,
    validationsWithoutGain: 0,
    validatedStep: -1,
    isThawed: false,
    weights,
    optimiser: composeOptimiser(optimiserOf(config)).init(weights.parameters),
  };
  return { state, notices };
}
