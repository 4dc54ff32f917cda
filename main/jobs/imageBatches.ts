import { AppError } from '../../app/contract/errors.ts';
import type { Refusal } from '../../app/contract/jobs.ts';
import type { ImageId, ImageRecord } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { createCopyIn, pathInside } from './copyIn.ts';

export interface ImageToAdd {
  readonly file: string;
  readonly record: Omit<ImageRecord, 'path' | 'storage'>;
}

/** Brings images into the project: copies their files if wanted, then adds their rows, a batch in one transaction. */
export interface ImageBatches {
  /** Name of the image with this content, in the project or on its way there. */
  findByHash(contentHash: string): string | null;
  add(image: ImageToAdd, signal: AbortSignal): Promise<void>;
  /** Once `signal` aborts no further file is copied; those that were are added. */
  flush(signal: AbortSignal): Promise<void>;
  readonly added: number;
  /** Tells windows of the last images and removes unfinished files. */
  close(): Promise<void>;
}

const batchSize = 50;
const longestWaitMs = 500;
const newsIntervalMs = 1000;
const copiesAtOnce = 4;

export function createImageBatches(
  context: Pick<HostContext, 'events'>,
  project: ProjectStore,
  copy: boolean,
  onRefused: (refusal: Refusal) => void,
): ImageBatches {
  const copyIn = createCopyIn(project.folder);
  const waitingNames = new Map<string, string>();
  let waiting: ImageToAdd[] = [];
  let waitingSince = 0;
  let news: ImageId[] = [];
  let newsAt = 0;
  let added = 0;

  const bringIn = async ({ file, record }: ImageToAdd, signal: AbortSignal): Promise<ImageRecord> => {
    const inside = pathInside(project.folder, file);
    if (inside !== null) return { ...record, path: inside, storage: 'copied' };
    if (!copy) return { ...record, path: file, storage: 'referenced' };
    return { ...record, path: await copyIn.copy(file, record.name, record.byteSize, signal), storage: 'copied' };
  };

  const bringInAll = async (images: readonly ImageToAdd[], signal: AbortSignal): Promise<ImageRecord[]> => {
    const records: ImageRecord[] = [];
    const failures: unknown[] = [];
    const queue = [...images];
    const work = async (): Promise<void> => {
      for (let image = queue.shift(); image && !signal.aborted && failures.length === 0; image = queue.shift()) {
        try {
          records.push(await bringIn(image, signal));
        } catch (error) {
          if (signal.aborted) return;
          if (!(error instanceof AppError) || error.code !== 'FILE_UNREADABLE') failures.push(error);
          else onRefused({ item: image.record.name, reason: error.message.replace(image.file, 'The file') });
        }
      }
    };
    await Promise.all(Array.from({ length: copiesAtOnce }, work));
    // Copies that are whole are added even where another one failed: their files are there.
    addRows(records.sort((a, b) => images.findIndex(isFor(a)) - images.findIndex(isFor(b))));
    if (failures.length > 0) throw failures[0];
    return records;
  };

  const addRows = (records: readonly ImageRecord[]): void => {
    if (records.length === 0) return;
    project.images.add(records);
    added += records.length;
    news.push(...records.map(({ id }) => id));
    if (Date.now() - newsAt >= newsIntervalMs) publishNews();
  };

  const publishNews = (): void => {
    if (news.length === 0) return;
    context.events.publish({ kind: 'imagesChanged', imageIds: news });
    news = [];
    newsAt = Date.now();
  };

  const flush = async (signal: AbortSignal): Promise<void> => {
    const batch = waiting;
    waiting = [];
    try {
      await bringInAll(batch, signal);
    } finally {
      waitingNames.clear();
    }
  };

  return {
    findByHash: (contentHash) => waitingNames.get(contentHash) ?? project.images.findByHash(contentHash)?.name ?? null,
    add: async (image, signal) => {
      if (waiting.length === 0) waitingSince = Date.now();
      waiting.push(image);
      waitingNames.set(image.record.contentHash, image.record.name);
      if (waiting.length >= batchSize || Date.now() - waitingSince >= longestWaitMs) await flush(signal);
    },
    flush,
    get added() {
      return added;
    },
    close: async () => {
      publishNews();
      await copyIn.close();
    },
  };
}

const isFor =
  (record: ImageRecord) =>
  (image: ImageToAdd): boolean =>
    image.record.id === record.id;
