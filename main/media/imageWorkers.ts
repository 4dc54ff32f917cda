import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '../../app/contract/errors.ts';
import {
  imageReply,
  type ImageReply,
  type ImageRequest,
  type MaskObjects,
  type ProbedImage,
} from '../../app/contract/workerMessages.ts';
import { createRequestWorker, type Answer, type RequestBody, type RequestWorker } from '../processes/requestWorker.ts';
import { workerEntry } from '../processes/workerEntry.ts';
import { createCacheTrimmer } from './cacheTrimmer.ts';
import { createPyramidBuilds, type PyramidOrder, type TileRow } from './pyramidBuilds.ts';
import { createTaskPool, type Priority } from './taskPool.ts';

type ImageWorker = RequestWorker<ImageRequest, ImageReply>;
type OrderOf<K extends ImageRequest['kind']> = Omit<Extract<ImageRequest, { kind: K }>, 'kind' | 'id'>;

/**
 * The processes that decode images. Files that cannot be read reject with FILE_UNREADABLE or FILE_UNSUPPORTED and a
 * sentence that names the file; an aborted signal rejects with CANCELLED at once.
 */
export interface ImageWorkers {
  /** Size, kind, value range and hash of a file; its thumbnail is made by the way where `cacheFolder` is given. */
  probe(file: string, options?: { readonly cacheFolder?: string; readonly signal?: AbortSignal }): Promise<ProbedImage>;
  /** Resolves once the wanted row of tiles (or everything) is written. Callers that want the same image share the work. */
  pyramid(order: PyramidOrder, wanted: TileRow | null, signal?: AbortSignal): Promise<void>;
  /** Whether tiles of this folder are being written now. */
  isBuilding(folder: string): boolean;
  thumbnail(order: OrderOf<'thumbnail'>, signal?: AbortSignal): Promise<void>;
  maskObjects(order: OrderOf<'maskObjects'>, signal?: AbortSignal): Promise<MaskObjects>;
  /** They crashed too often: everything is refused until the program starts again. */
  readonly stopped: boolean;
  /** May be called twice. */
  close(): Promise<void>;
}

const lanesPerWorker = 3;
const mostWorkers = 4;

/** One core is left to the window. */
export function createImageWorkers(log: Logger): ImageWorkers {
  const count = Math.min(Math.max(availableParallelism() - 1, 1), mostWorkers);
  const workers = Array.from({ length: count }, () => startImageWorker(log));
  const pool = createTaskPool(workers, { lanesPerWorker, bulkLanes: count + 1 }, (worker) => !worker.stopped);
  const ask = (
    priority: Priority,
    body: RequestBody<ImageRequest>,
    signal?: AbortSignal,
  ): Promise<Answer<ImageReply>> => pool.run(priority, (worker) => worker.request(body), signal);

  const trimmer = createCacheTrimmer(log);
  const builds = createPyramidBuilds(async (order, { onBegin, onRow }, signal) => {
    const build = (worker: ImageWorker): Promise<Answer<ImageReply>> => {
      onBegin();
      return worker.request({ kind: 'pyramid', ...order }, (reply) => reply.kind === 'tilesWritten' && onRow(reply));
    };
    await withReplay(() => pool.run('tiles', build, signal));
    trimmer.grew(dirname(dirname(order.folder)));
  });

  return {
    probe: async (file, { cacheFolder, signal } = {}) =>
      expectKind(await ask('bulk', { kind: 'probe', file, cacheFolder: cacheFolder ?? null }, signal), 'probed').image,
    pyramid: builds.wait,
    isBuilding: builds.isRunning,
    thumbnail: async (order, signal) => {
      await withReplay(() => ask('thumbnail', { kind: 'thumbnail', ...order }, signal));
    },
    maskObjects: async (order, signal) =>
      expectKind(await ask('bulk', { kind: 'maskObjects', ...order }, signal), 'maskObjects').found,
    get stopped() {
      return workers.every((worker) => worker.stopped);
    },
    close: async () => {
      await Promise.all([...workers.map((worker) => worker.close()), trimmer.settled()]);
    },
  };
}

/** A picture may fail because another file crashed the worker that both were on; making it twice does no harm. */
async function withReplay(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'WORKER_CRASHED') throw error;
    await work();
  }
}

function startImageWorker(log: Logger): ImageWorker {
  return createRequestWorker<ImageRequest, ImageReply>({
    name: 'image-worker',
    entry: workerEntry('images'),
    log,
    reply: imageReply,
    progressKinds: ['tilesWritten'],
  });
}

function expectKind<K extends Answer<ImageReply>['kind']>(
  reply: Answer<ImageReply>,
  kind: K,
): Extract<Answer<ImageReply>, { kind: K }> {
  if (reply.kind !== kind) throw new AppError('INTERNAL', `The image-worker answered ${reply.kind}, not ${kind}.`);
  return reply as Extract<Answer<ImageReply>, { kind: K }>;
}
