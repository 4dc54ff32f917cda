import { parentPort, workerData } from 'node:worker_threads';
import type { RunDataset } from '../../../app/training/runDataset.ts';
import type { TrainConfig } from '../../../app/training/trainConfig.ts';
import { needsDepths, targetPlaneCount, targetPlanes, type TargetSettings } from '../targets/targetPlanes.ts';
import { ignoreHidden } from './augmentation/cutout.ts';
import { cutPatch } from './cutPatch.ts';
import { measureData, type DataStatistics } from './dataStatistics.ts';
import { ImageCache } from './imageCache.ts';
import { planPatch } from './planPatch.ts';
import { samplingIndexOf } from './samplingIndex.ts';

/** Thread that cuts batches while the network computes. It loads no onnxruntime: that must not run in threads. */

export interface BatchThreadData {
  readonly dataset: RunDataset;
  readonly config: TrainConfig;
  /** Of the network; grey images fill all of them. */
  readonly channels: number;
}

export interface Batch {
  readonly step: number;
  /** (batch, channels, patch, patch), normalised. */
  readonly image: Float32Array<ArrayBuffer>;
  /** (batch, planes, patch, patch), as `targetPlanes` makes them. */
  readonly target: Float32Array<ArrayBuffer>;
}

/** Asks for the batch of a step; the statistics come unasked, first. */
export interface BatchRequest {
  readonly step: number;
}
export type BatchReply =
  | { readonly kind: 'measured'; readonly statistics: DataStatistics }
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'failed'; readonly error: unknown };

const { dataset, config, channels } = workerData as BatchThreadData;
const train = dataset.images.filter(({ split }) => split === 'train');
const targets: TargetSettings = { separation: config.separation, labels: dataset.labels.length };
const planeCount = targetPlaneCount(config.separation);
const cache = new ImageCache(train, config.cacheMegabytes, needsDepths(config.separation));
const index = samplingIndexOf(train);

async function cutBatch(step: number, { normalisation }: DataStatistics): Promise<Batch> {
  const pixels = config.patchSize ** 2;
  const image = new Float32Array(config.batchSize * channels * pixels);
  const target = new Float32Array(config.batchSize * planeCount * pixels);
  for (let slot = 0; slot < config.batchSize; slot++) {
    const plan = planPatch(config, index, step, slot);
    const planes = image.subarray(slot * channels * pixels, (slot + 1) * channels * pixels);
    const objects = cutPatch(plan, await cache.get(plan.imageIndex), normalisation, config.patchSize, planes);
    const wanted = target.subarray(slot * planeCount * pixels, (slot + 1) * planeCount * pixels);
    targetPlanes(objects, targets, wanted);
    if (plan.hidden !== null) ignoreHidden(plan.hidden, wanted, config.patchSize);
  }
  return { step, image, target };
}

function reply(message: BatchReply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

/** Errors keep their code and sentence on the way: an instance of a class of our own would lose both. */
function fail(error: unknown): void {
  const { name, message, code, cause } = error as Error & { code?: string };
  reply({ kind: 'failed', error: { name, message, code, cause: cause instanceof Error ? cause.message : '' } });
}

const measured = measureData(dataset, train, cache, config, channels);
measured.then((statistics) => reply({ kind: 'measured', statistics }), fail);

let previous: Promise<unknown> = measured.catch(() => undefined);
parentPort?.on('message', ({ step }: BatchRequest) => {
  previous = previous.then(async () => {
    try {
      const batch = await cutBatch(step, await measured);
      reply({ kind: 'batch', batch }, [batch.image.buffer, batch.target.buffer]);
    } catch (error) {
      fail(error);
    }
  });
});
