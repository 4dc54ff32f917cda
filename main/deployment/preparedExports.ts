import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import { exportedCard, type ExportedCard } from '../../app/deployment/exportedModel.ts';
import { refuseProjectFolder } from '../jobs/exportCoco.ts';
import { stageFolder } from '../jobs/stagedFolder.ts';
import { cacheFolderOf } from '../media/cacheFolder.ts';
import type { ProjectStore } from '../store/projectStore.ts';

/** Exports that are made and measured but not kept yet: `<project>/cache/exports/<id>`, at most one at a time. */
const exportsFolder = (project: ProjectStore): string => join(cacheFolderOf(project.folder), 'exports');

/** `id` must not be a path: it comes from a page. */
export function preparedFolder(project: ProjectStore, id: string): string {
  return join(exportsFolder(project), id);
}

/** An empty folder; what was prepared before and not kept is gone. */
export async function makePreparedFolder(project: ProjectStore, id: string): Promise<string> {
  await rm(exportsFolder(project), { recursive: true, force: true });
  const folder = preparedFolder(project, id);
  await mkdir(folder, { recursive: true });
  return folder;
}

export async function discardPrepared(project: ProjectStore, id: string): Promise<void> {
  await rm(preparedFolder(project, id), { recursive: true, force: true });
}

/**
 * Puts a prepared export where the person wants it, whole or not at all, and returns its card. Throws `NOT_FOUND` where it was discarded, or
 * another one was made since.
 */
export async function keepPrepared(project: ProjectStore, id: string, folder: string): Promise<ExportedCard> {
  refuseProjectFolder(project, folder);
  const source = preparedFolder(project, id);
  const files = await readdir(source).catch((cause: unknown) => {
    throw new AppError('NOT_FOUND', 'This export is no longer there; make it again.', cause);
  });
  const card = v.parse(exportedCard, JSON.parse(await readFile(join(source, 'card.json'), 'utf8')));
  const staged = await stageFolder(folder);
  try {
    for (const file of files) await staged.write(() => copyFile(join(source, file), join(staged.path, file)));
    await staged.publish('model.onnx');
  } finally {
    await staged.discard();
  }
  await discardPrepared(project, id);
  return card;
}
