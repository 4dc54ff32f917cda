import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AppError, errorCodes } from '../../../app/contract/errors.ts';
import type { RunDataset } from '../../../app/training/runDataset.ts';
import type { TrainConfig } from '../../../app/training/trainConfig.ts';
import { programBeside } from '../../process/programBeside.ts';
import { targetPlaneCount } from '../targets/targetPlanes.ts';
import type { Batch, BatchReply, BatchRequest, BatchThreadData } from './batchThread.ts';
import { statisticsOf, type DataStatistics, type ImageMeasures } from './dataStatistics.ts';
import { dataThreadCount } from './threadOf.ts';

/** Batches that are cut before they are needed, beside the one that the network learns from. */
const batchesAhead = 4;

export interface BatchSettings {
  readonly dataset: RunDataset;
  readonly config: TrainConfig;
  /** Of the network. */
  readonly channels: number;
}

interface PendingBatch {
  readonly batch: Batch;
  readonly ready: PromiseWithResolvers<Batch>;
  /** Threads that have not cut their share yet. */
  waitsFor: number;
}

/**
 * Gives the batches of the steps in order, cut ahead of time by several threads. They depend on settings, images and step
 * alone, not on the threads. All batches take turns in the same memory.
 */
export class BatchSource {
  readonly #threads: readonly Worker[];
  readonly #settings: BatchSettings;
  readonly #statistics = Promise.withResolvers<DataStatistics>();
  readonly #measures: ImageMeasures[] = [];
  #measuring: number;
  readonly #pending = new Map<number, PendingBatch>();
  #nextRequest: number;
  #lent: Batch | null = null;
  #failure: Error | null = null;

  /** `firstStep` is the first one that will be asked for. */
  constructor(settings: BatchSettings, firstStep: number) {
    this.#settings = settings;
    this.#nextRequest = firstStep;
    const threads = dataThreadCount(settings.config.dataThreads, availableParallelism());
    this.#measuring = threads;
    this.#statistics.promise.catch(() => undefined);
    this.#threads = Array.from({ length: threads }, (_, thread) => {
      const data: BatchThreadData = { ...settings, thread, threads };
      const worker = new Worker(programBeside(import.meta.url, 'batchThread'), { workerData: data });
      worker.on('message', (reply: BatchReply) => this.#receive(reply));
      worker.on('error', (error) => this.#fail(error as Error));
      return worker;
    });
    for (let i = 0; i < batchesAhead + 1; i++) this.#request(this.#newBatch());
  }

  statistics(): Promise<DataStatistics> {
    return this.#statistics.promise;
  }

  /** The batch of a step, to be read until the next one is asked for: then its memory takes a later one. */
  async next(step: number): Promise<Batch> {
    if (this.#lent !== null) this.#request(this.#lent);
    this.#lent = null;
    if (this.#failure !== null) throw this.#failure;
    const pending = this.#pending.get(step);
    if (pending === undefined) throw new RangeError(`Step ${step} is not the next one.`);
    const batch = await pending.ready.promise;
    this.#pending.delete(step);
    this.#lent = batch;
    return batch;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  #newBatch(): Batch {
    const { config, channels } = this.#settings;
    const plane = config.batchSize * config.patchSize ** 2 * Float32Array.BYTES_PER_ELEMENT;
    return {
      step: this.#nextRequest,
      image: new Float32Array(new SharedArrayBuffer(plane * channels)),
      target: new Float32Array(new SharedArrayBuffer(plane * targetPlaneCount(config.separation))),
    };
  }

  #request(free: Batch): void {
    const batch = { ...free, step: this.#nextRequest++ };
    const ready = Promise.withResolvers<Batch>();
    ready.promise.catch(() => undefined);
    this.#pending.set(batch.step, { batch, ready, waitsFor: this.#threads.length });
    this.#post({ kind: 'cut', batch });
  }

  #post(request: BatchRequest): void {
    for (const thread of this.#threads) thread.postMessage(request);
  }

  #receive(reply: BatchReply): void {
    if (reply.kind === 'failed') this.#fail(appErrorFrom(reply.error));
    else if (reply.kind === 'measured') this.#takeMeasures(reply.measures);
    else {
      const pending = this.#pending.get(reply.step);
      if (pending !== undefined && --pending.waitsFor === 0) pending.ready.resolve(pending.batch);
    }
  }

  #takeMeasures(measures: readonly ImageMeasures[]): void {
    this.#measures.push(...measures);
    if (--this.#measuring > 0) return;
    const { dataset, config } = this.#settings;
    const statistics = statisticsOf(this.#measures, dataset, config);
    this.#post({ kind: 'begin', normalisation: statistics.normalisation });
    this.#statistics.resolve(statistics);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#statistics.reject(error);
    for (const { ready } of this.#pending.values()) ready.reject(error);
  }
}

function appErrorFrom(error: unknown): Error {
  const { message, code, cause } = error as { message: string; code?: string; cause?: string };
  const known = errorCodes.find((candidate) => candidate === code);
  return known === undefined ? new Error(message, { cause }) : new AppError(known, message, cause);
}
