import { join, resolve } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { Job, JobResult, Refusal } from '../../app/contract/jobs.ts';
import type { ImageSummary } from '../../app/contract/views.ts';
import type { WrittenInfo } from '../../app/formats/coco/cocoSchema.ts';
import { writeCoco, writtenForm } from '../../app/formats/coco/writeCoco.ts';
import { isAnnotated } from '../../app/model/imageReview.ts';
import type { HostContext } from '../host/hostContext.ts';
import { version } from '../host/version.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { checkCocoFile } from './checkCocoFile.ts';
import { collectRows, numberCategories } from './cocoRows.ts';
import { copyImagesInto } from './copyImages.ts';
import type { JobProgress } from './jobBoard.ts';
import { stageFolder } from './stagedFolder.ts';
import { writeFileWhole } from './writeFileWhole.ts';

export interface CocoExportOrder {
  readonly folder: string;
  /** Puts the images beside the annotations, below `images/`. */
  readonly copyImages: boolean;
}

const annotationsFile = 'annotations.json';

/**
 * Writes `annotations.json` (and, if asked for, `images/<name>`) into the folder: every image that is
 * labelled, by points alone too, and not rejected, and only accepted objects. `file_name` is the image's name below `images/`. The file is read back
 * and compared before it appears; a failed or cancelled export leaves the folder as it was.
 */
export function startExportCoco(
  context: Pick<HostContext, 'events' | 'jobs'>,
  project: ProjectStore,
  order: CocoExportOrder,
): Job {
  refuseProjectFolder(project, order.folder);
  const all = project.images.list();
  const images = all.filter(isAnnotated);
  if (images.length === 0) {
    throw new AppError(
      'NOTHING_TO_DO',
      'There is nothing to export: no image has accepted objects or is marked done, rejected ones apart.',
    );
  }
  const rejected = all
    .filter((image) => image.accepted > 0 && !isAnnotated(image))
    .map((image): Refusal => ({ item: image.name, reason: { kind: 'rejectedImage', objects: image.accepted } }));
  return context.jobs.start({
    kind: 'exportCoco',
    title: { kind: 'exportCoco', images: images.length },
    unit: 'images',
    total: images.length * (order.copyImages ? 3 : 2),
    work: async (progress) => {
      const result = await exportCoco(context, project, images, order, progress);
      return { ...result, refused: [...rejected, ...result.refused] };
    },
  });
}

/** What the store keeps its own files in. */
export function refuseProjectFolder(project: ProjectStore, folder: string): void {
  const own = ['', 'images', 'models', 'runs', 'cache', 'backups'].map((name) => resolve(project.folder, name));
  if (!own.includes(resolve(folder))) return;
  throw new AppError('INVALID_INPUT', `"${folder}" belongs to the project itself; choose another folder to export to.`);
}

async function exportCoco(
  context: Pick<HostContext, 'events' | 'jobs'>,
  project: ProjectStore,
  images: readonly ImageSummary[],
  { folder, copyImages }: CocoExportOrder,
  progress: JobProgress,
): Promise<Extract<JobResult, { kind: 'exportCoco' }>> {
  let done = 0;
  const onImage = (name: string): void => {
    progress.signal.throwIfAborted();
    done += 1;
    progress.update({ done, detail: name });
  };
  const categories = numberCategories(context, project);
  const rows = await collectRows(project, images, categories, onImage);
  const staged = await stageFolder(folder);
  try {
    const file = join(staged.path, annotationsFile);
    await staged.write(() =>
      writeFileWhole(file, writeCoco(datasetInfo(project), rows.images, categories.rows, rows.annotations)),
    );
    if (copyImages) await staged.write(() => copyImagesInto(project, images, staged.path, folder, onImage));
    await checkCocoFile(file, images, categories.rows, rows.expected, onImage);
    progress.signal.throwIfAborted();
    await staged.publish(annotationsFile);
  } finally {
    await staged.discard();
  }
  const forms = Map.groupBy(rows.annotations, writtenForm);
  return {
    kind: 'exportCoco',
    folder,
    file: join(folder, annotationsFile),
    images: images.length,
    objects: rows.annotations.length,
    polygons: forms.get('polygons')?.length ?? 0,
    masks: forms.get('masks')?.length ?? 0,
    points: forms.get('points')?.length ?? 0,
    refused: rows.refused,
  };
}

function datasetInfo(project: ProjectStore): WrittenInfo {
  const now = new Date();
  return {
    description: project.name,
    version: '1.0',
    year: now.getFullYear(),
    contributor: `Maskwright ${version}`,
    date_created: now.toISOString(),
  };
}
