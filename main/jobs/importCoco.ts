import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Job, JobResult } from '../../app/contract/jobs.ts';
import { openCoco, readCocoImage } from '../../app/formats/coco/readCoco.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import type { JobProgress } from './jobBoard.ts';
import { createObjectImporter } from './objectImporter.ts';
import { readJsonFile } from './readJsonFile.ts';

/**
 * Adds the objects of a COCO file to the images that it names. Nothing but the file itself is opened. What is committed
 * when the job is cancelled stays, and a second import adds the rest.
 */
export function startImportCoco(
  context: Pick<HostContext, 'events' | 'jobs'>,
  project: ProjectStore,
  file: string,
): Job {
  return context.jobs.start({
    kind: 'importAnnotations',
    title: { kind: 'importObjects', file: basename(file) },
    unit: 'objects',
    work: (progress) => importCoco(context, project, file, progress),
  });
}

async function importCoco(
  context: Pick<HostContext, 'events' | 'jobs'>,
  project: ProjectStore,
  file: string,
  progress: JobProgress,
): Promise<Extract<JobResult, { kind: 'importAnnotations' }>> {
  const coco = openCoco(await readJsonFile(file, progress.signal), project.images.list());
  const importer = createObjectImporter(context, project, basename(file), coco.labels);
  const refused = [...coco.refusals];
  let rowsRead = 0;
  progress.update({ total: coco.rowCount });
  for (const entry of coco.images) {
    progress.signal.throwIfAborted();
    const { objects, refusals } = readCocoImage(entry);
    await importer.add(entry.image, objects);
    const isWhole = refusals.length === 0 && objects.every(({ omitted }) => omitted.length === 0);
    if (entry.done && isWhole) importer.markDone(entry.image.id, entry.rows.length === 0);
    if (entry.tags.length > 0) importer.tag(entry.image.id, entry.tags);
    refused.push(...refusals);
    rowsRead += entry.rows.length;
    progress.update({ done: rowsRead, detail: entry.image.name });
    await setImmediate();
  }
  return importer.finish(refused, coco.changedCategories);
}
