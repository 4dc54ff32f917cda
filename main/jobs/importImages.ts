import { randomUUID } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { AppError, type ErrorCode } from '../../app/contract/errors.ts';
import { detailInEnglish, type JobDetail } from '../../app/contract/jobDetails.ts';
import type { Job, JobResult, Refusal } from '../../app/contract/jobs.ts';
import type { JobTitle } from '../../app/contract/jobTitles.ts';
import type { ProbedImage } from '../../app/contract/workerMessages.ts';
import type { ImageRecord, Split } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import { cacheFolderOf } from '../media/cacheFolder.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { createImageBatches, type ImageToAdd } from './imageBatches.ts';
import { findImages, type FoundImage } from './findImages.ts';
import { createImageNaming } from './imageNaming.ts';
import { inOrder } from './inOrder.ts';
import type { JobProgress } from './jobBoard.ts';

export interface ImageImportOrder {
  readonly paths: readonly string[];
  /** Copy into the project folder, or reference in place. */
  readonly copy: boolean;
  /** `null`: decided at the next training. */
  readonly split: Split | null;
}

type ImportResult = Extract<JobResult, { kind: 'importImages' }>;

/** Files that are read ahead of the one that is added. */
const readAhead = 8;
/** Reasons to leave one file out and go on with the rest. */
const fileFailures: readonly ErrorCode[] = ['FILE_UNREADABLE', 'FILE_UNSUPPORTED', 'WORKER_CRASHED'];

type ImportContext = Pick<HostContext, 'jobs' | 'events' | 'imageWorkers'>;

/** Adds the images at some paths to the project. One import at a time: names and duplicates are decided in order. */
export function startImportImages(context: ImportContext, project: ProjectStore, order: ImageImportOrder): Job {
  const isBusy = context.jobs.list().some((job) => job.kind === 'importImages' && job.finishedAt === null);
  if (isBusy) {
    throw new AppError('JOB_RUNNING', 'Images are being imported already; wait until that is done or cancel it.');
  }
  return context.jobs.start({
    kind: 'importImages',
    title: titleOf(order.paths),
    unit: 'images',
    work: (progress) => importImages(context, project, order, progress),
  });
}

function titleOf(paths: readonly string[]): JobTitle {
  const [first = '', ...others] = paths;
  if (others.length === 0) return { kind: 'importPlace', place: basename(first) };
  const folders = new Set(paths.map(dirname));
  return folders.size === 1
    ? { kind: 'importFromFolder', images: paths.length, folder: basename(dirname(first)) }
    : { kind: 'importPlaces', places: paths.length };
}

async function importImages(
  context: ImportContext,
  project: ProjectStore,
  order: ImageImportOrder,
  progress: JobProgress,
): Promise<ImportResult> {
  const { signal } = progress;
  const found = await findImages(order.paths, signal);
  if (found.images.length + found.refused.length === 0) {
    throw new AppError('NOTHING_TO_DO', 'There are no images at the chosen place: no PNG, JPEG, WebP or TIFF files.');
  }
  progress.update({ total: found.images.length });
  const refused: Refusal[] = [...found.refused];
  const duplicates: Refusal[] = [];
  const naming = createImageNaming(project.images.names());
  const batches = createImageBatches(context, project, order.copy, (refusal) => refused.push(refusal));
  const probe = (image: FoundImage): Promise<ProbedImage> =>
    context.imageWorkers.probe(image.file, { cacheFolder: cacheFolderOf(project.folder), signal });

  try {
    let done = 0;
    for await (const [image, outcome] of inOrder(found.images, readAhead, probe)) {
      signal.throwIfAborted();
      progress.update({ done: ++done, detail: image.name });
      if (outcome.status === 'rejected') {
        refused.push({ item: image.name, reason: refusalReason(context, image, outcome.reason) });
        continue;
      }
      const original = batches.findByHash(outcome.value.contentHash);
      if (original !== null) {
        duplicates.push({ item: image.name, reason: { kind: 'sameContent', original } });
        continue;
      }
      await batches.add(imageToAdd(image, naming.nameFor(image), outcome.value, order.split), signal);
    }
    await batches.flush(signal);
    signal.throwIfAborted();
  } catch (error) {
    const kept: JobDetail = { kind: 'imagesKept', images: batches.added };
    progress.update({ detail: kept });
    if (error instanceof AppError) throw new AppError(error.code, `${error.message} ${detailInEnglish(kept)}`, error);
    throw error;
  } finally {
    await batches.close();
  }
  progress.update({ detail: '' });
  return { kind: 'importImages', imported: batches.added, duplicates, refused };
}

/** The sentence for a file that is left out; throws what concerns more than this file. */
function refusalReason(context: ImportContext, image: FoundImage, error: unknown): string {
  const concernsFile = error instanceof AppError && fileFailures.includes(error.code);
  if (!concernsFile || context.imageWorkers.stopped) throw error;
  return error.message.replace(image.file, 'The file');
}

function imageToAdd(found: FoundImage, name: string, probed: ProbedImage, split: Split | null): ImageToAdd {
  const record: Omit<ImageRecord, 'path' | 'storage'> = {
    id: randomUUID(),
    name,
    ...probed,
    split,
    review: 'open',
    displayWindow: null,
    tags: [],
    importedAt: Date.now(),
  };
  return { file: found.file, record };
}
