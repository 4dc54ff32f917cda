import { readdir } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { Job, JobResult, Refusal } from '../../app/contract/jobs.ts';
import type { RefusalReason } from '../../app/contract/refusals.ts';
import { isMaskFile, type MaskSettings, type MaskTask, planMasks } from '../../app/formats/maskImages.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { createFileRecogniser } from './fileRecogniser.ts';
import type { JobProgress } from './jobBoard.ts';
import { createObjectImporter, type ObjectToImport } from './objectImporter.ts';

export interface MaskImportOrder extends MaskSettings {
  readonly folder: string;
}

type ImportContext = Pick<HostContext, 'events' | 'jobs' | 'imageWorkers'>;

/** Images in flight at a time; the image workers take turns among them. */
const concurrency = 8;

/**
 * Adds the objects of mask images to the images of the project that they belong to. Images whose masks are all empty
 * are marked done: they are true negatives.
 */
export function startImportMasks(context: ImportContext, project: ProjectStore, order: MaskImportOrder): Job {
  if (order.label === null && Object.keys(order.labels).length === 0) {
    throw new AppError('INVALID_INPUT', 'Say what the masks show: one label, or labels by pixel value or folder name.');
  }
  return context.jobs.start({
    kind: 'importAnnotations',
    title: { kind: 'importMasks', folder: basename(order.folder) },
    unit: 'files',
    work: (progress) => importMasks(context, project, order, progress),
  });
}

async function importMasks(
  context: ImportContext,
  project: ProjectStore,
  order: MaskImportOrder,
  progress: JobProgress,
): Promise<Extract<JobResult, { kind: 'importAnnotations' }>> {
  const images = project.images.list();
  const files = await maskFilesBelow(order.folder, createFileRecogniser(project, images), progress.signal);
  const { tasks, refusals, unknownLabels } = planMasks(basename(order.folder), files, images, order);
  if (unknownLabels.length > 0) {
    throw new AppError(
      'INVALID_INPUT',
      `The labels name ${unknownLabels.map((name) => `"${name}"`).join(', ')}, which is neither a folder in ` +
        `"${order.folder}" nor a pixel value.`,
    );
  }
  const labelNames = [...new Set([...tasks.flatMap(({ labelOf }) => [...labelOf.values()])])];
  const labels = labelNames.map((name) => ({ name, categoryId: null, supercategory: null, attributes: [] }));
  const importer = createObjectImporter(context, project, basename(order.folder), labels);
  const refused = [...refusals];
  const queue = [...Map.groupBy(tasks, ({ image }) => image.id).values()];
  let filesRead = 0;
  progress.update({ total: tasks.length });

  const work = async (): Promise<void> => {
    for (let group = queue.shift(); group !== undefined; group = queue.shift()) {
      const read = await readMasks(context, order.folder, group, progress.signal);
      progress.signal.throwIfAborted();
      const [{ image }] = group as [MaskTask];
      await importer.add(image, read.objects);
      const isNegative = read.objects.length === 0 && read.refusals.length === 0;
      if (isNegative) importer.markDone(image.id, true);
      refused.push(...read.refusals);
      filesRead += group.length;
      progress.update({ done: filesRead, detail: image.name });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return importer.finish(refused.sort(byItem), []);
}

/** Mask files below the folder, sorted, as paths with forward slashes. */
async function maskFilesBelow(
  folder: string,
  isProjectImage: (file: string) => Promise<boolean>,
  signal: AbortSignal,
): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError('FILE_UNREADABLE', `"${folder}" cannot be opened as a folder.`, cause);
  });
  const files: string[] = [];
  for (const entry of entries) {
    signal.throwIfAborted();
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    const isHidden = path.split('/').some((segment) => segment.startsWith('.') || segment === '__MACOSX');
    if (isHidden || entry.isDirectory() || !isMaskFile(path)) continue;
    if (!(await isProjectImage(join(folder, path)))) files.push(path);
  }
  if (files.length === 0) {
    throw new AppError('NOTHING_TO_DO', `"${folder}" holds no masks: no PNG, TIFF, WebP or JPEG besides the images.`);
  }
  return files.sort();
}

async function readMasks(
  context: ImportContext,
  folder: string,
  tasks: readonly MaskTask[],
  signal: AbortSignal,
): Promise<{ objects: ObjectToImport[]; refusals: Refusal[] }> {
  const objects: ObjectToImport[] = [];
  const refusals: Refusal[] = [];
  for (const { file, image, reading, labelOf } of tasks) {
    const refuse = (reason: RefusalReason): number => refusals.push({ item: file, reason });
    try {
      const { width, height } = image;
      const found = await context.imageWorkers.maskObjects(
        { file: join(folder, file), width, height, reading },
        signal,
      );
      let unlabelled = 0;
      for (const { value, mask } of found.objects) {
        const label = labelOf.get(value);
        if (label === undefined) unlabelled += 1;
        else objects.push({ label, geometry: mask, mask, isCrowd: false, attributes: {}, group: null, omitted: [] });
      }
      if (unlabelled > 0) {
        refusals.push({
          item: file,
          reason: { kind: 'folderWithoutLabel', objects: unlabelled },
          objects: unlabelled,
        });
      }
      for (const { value, pixels } of found.unlabelled) {
        const shown = reading.kind === 'values' && reading.colour ? colourName(value) : String(value);
        refuse({ kind: 'valueWithoutLabel', value: shown, pixels });
      }
    } catch (error) {
      if (!(error instanceof AppError) || signal.aborted) throw error;
      refuse(error.message);
    }
  }
  return { objects, refusals };
}

/** The workers answer in any order; the person reads the refusals by file. */
function byItem(first: Refusal, second: Refusal): number {
  if (first.item === second.item) return 0;
  return first.item < second.item ? -1 : 1;
}

function colourName(value: number): string {
  return `#${value.toString(16).padStart(6, '0')}`;
}
