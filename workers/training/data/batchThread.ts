import { parentPort, workerData } from 'node:worker_threads';
import type { RunDataset } from '../../../app/training/runDataset.ts';
import type { TrainConfig } from '../../../app/training/trainConfig.ts';
import { normalisationOf } from '../../inference/intensities.ts';
import type { Normalisation } from '../../inference/networkInput.ts';
import { needsDepths, targetPlaneCount, targetPlanes, type TargetSettings } from '../targets/targetPlanes.ts';
import { ignoreHidden } from './augmentation/cutout.ts';
import { cutPatch } from './cutPatch.ts';
import { measuredImages, measureImage, type ImageMeasures } from './dataStatistics.ts';
import { ImageCache } from './imageCache.ts';
import { planPatch } from './planPatch.ts';
import { samplingIndexOf } from './samplingIndex.ts';
import { isKeptBy, threadOf } from './threadOf.ts';

/**
 * One of the threads that cut batches while the network computes. It loads no onnxruntime: that must not run in threads.
 * Every thread plans every patch and cuts those whose image it keeps, straight into memory that all share.
 */

export interface BatchThreadData {
  readonly dataset: RunDataset;
  readonly config: TrainConfig;
  /** Of the network; grey images fill all of them. */
  readonly channels: number;
  /** Which thread of how many this is, counted from 0. */
  readonly thread: number;
  readonly threads: number;
}

/** What a thread keeps its share of the batch of a step in. */
export interface Batch {
  readonly step: number;
  /** (batch, channels, patch, patch), normalised. */
  readonly image: Float32Array;
  /** (batch, planes, patch, patch), as `targetPlanes` makes them. */
  readonly target: Float32Array;
}

/** The measures of its images come unasked, first; batches are cut once it knows what they amount to. */
export type BatchRequest =
  { readonly kind: 'begin'; readonly normalisation: Normalisation } | { readonly kind: 'cut'; readonly batch: Batch };
export type BatchReply =
  | { readonly kind: 'measured'; readonly measures: readonly ImageMeasures[] }
  | { readonly kind: 'cut'; readonly step: number }
  | { readonly kind: 'failed'; readonly error: unknown };

const { dataset, config, channels, thread, threads } = workerData as BatchThreadData;
const train = dataset.images.filter(({ split }) => split === 'train');
const targets: TargetSettings = { separation: config.separation, labels: dataset.labels.length };
const planeCount = targetPlaneCount(config.separation);
const cache = new ImageCache(train, config.cacheMegabytes / threads, needsDepths(config.separation));
const index = samplingIndexOf(train);
const begun = Promise.withResolvers<Normalisation>();

async function measure(): Promise<BatchReply> {
  const measures: ImageMeasures[] = [];
  for (const imageIndex of measuredImages(train.length)) {
    if (!isKeptBy(thread, imageIndex, train.length, threads)) continue;
    measures.push(measureImage(imageIndex, await cache.get(imageIndex), targets, channels));
  }
  return { kind: 'measured', measures };
}

async function cut({ step, image, target }: Batch): Promise<BatchReply> {
  const ofAllImages = await begun.promise;
  const pixels = config.patchSize ** 2;
  for (let slot = 0; slot < config.batchSize; slot++) {
    const plan = planPatch(config, index, step, slot);
    if (threadOf(plan.imageIndex, step * config.batchSize + slot, train.length, threads) !== thread) continue;
    const planes = image.subarray(slot * channels * pixels, (slot + 1) * channels * pixels);
    const labelled = await cache.get(plan.imageIndex);
    const normalisation = normalisationOf(labelled.pixels, config.intensities, ofAllImages);
    const objects = cutPatch(plan, labelled, normalisation, config.patchSize, planes);
    const wanted = target.subarray(slot * planeCount * pixels, (slot + 1) * planeCount * pixels);
    wanted.fill(0);
    targetPlanes(objects, targets, wanted);
    if (plan.hidden !== null) ignoreHidden(plan.hidden, wanted, config.patchSize);
  }
  return { kind: 'cut', step };
}

/** Errors keep their code and sentence on the way: an instance of a class of our own would lose both. */
function failure(error: unknown): BatchReply {
  const { name, message, code, cause } = error as Error & { code?: string };
  return { kind: 'failed', error: { name, message, code, cause: cause instanceof Error ? cause.message : '' } };
}

/** One after another: what is asked for first is needed first. */
let previous: Promise<void> = Promise.resolve();
function answer(work: () => Promise<BatchReply>): void {
  previous = previous.then(async () => parentPort?.postMessage(await work().catch(failure)));
}

answer(measure);
parentPort?.on('message', (request: BatchRequest) => {
  if (request.kind === 'begin') begun.resolve(request.normalisation);
  else answer(() => cut(request.batch));
});
