import { Worker } from 'node:worker_threads';
import { AppError, errorCodes } from '../../../app/contract/errors.ts';
import { programBeside } from '../../process/programBeside.ts';
import type { Batch, BatchReply, BatchRequest, BatchThreadData } from './batchThread.ts';
import type { DataStatistics } from './dataStatistics.ts';

/** Batches that are asked for before they are needed. */
const batchesAhead = 3;

/** Gives the batches of the steps in order, cut by a thread ahead of time. */
export class BatchSource {
  readonly #thread: Worker;
  readonly #waiting = new Map<number | 'measured', PromiseWithResolvers<never>>();
  #nextRequest: number;
  #failure: Error | null = null;

  /** `firstStep` is the first one that will be asked for. */
  constructor(data: BatchThreadData, firstStep: number) {
    this.#nextRequest = firstStep;
    this.#thread = new Worker(programBeside(import.meta.url, 'batchThread'), { workerData: data });
    this.#thread.on('message', (reply: BatchReply) => this.#receive(reply));
    this.#thread.on('error', (error) => this.#fail(error as Error));
    while (this.#nextRequest < firstStep + batchesAhead) this.#request();
  }

  statistics(): Promise<DataStatistics> {
    return this.#promiseOf('measured');
  }

  async next(step: number): Promise<Batch> {
    const batch = await this.#promiseOf<Batch>(step);
    this.#waiting.delete(step);
    this.#request();
    return batch;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  #request(): void {
    const request: BatchRequest = { step: this.#nextRequest++ };
    this.#thread.postMessage(request);
  }

  #promiseOf<T extends Batch | DataStatistics>(key: number | 'measured'): Promise<T> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return this.#slot(key).promise;
  }

  #slot(key: number | 'measured'): PromiseWithResolvers<never> {
    const known = this.#waiting.get(key) ?? Promise.withResolvers<never>();
    this.#waiting.set(key, known);
    return known;
  }

  #receive(reply: BatchReply): void {
    if (reply.kind === 'failed') this.#fail(appErrorFrom(reply.error));
    else if (reply.kind === 'measured') this.#slot('measured').resolve(reply.statistics as never);
    else this.#slot(reply.batch.step).resolve(reply.batch as never);
  }

  #fail(error: Error): void {
    this.#failure = error;
    for (const slot of this.#waiting.values()) {
      slot.promise.catch(() => undefined);
      slot.reject(error);
    }
  }
}

function appErrorFrom(error: unknown): Error {
  const { message, code, cause } = error as { message: string; code?: string; cause?: string };
  const known = errorCodes.find((candidate) => candidate === code);
  return known === undefined ? new Error(message, { cause }) : new AppError(known, message, cause);
}
