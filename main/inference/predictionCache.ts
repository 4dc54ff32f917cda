import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { predictedInstance, type PredictedInstance } from '../../app/contract/workerMessages.ts';
import type { ImageRecord, ModelId } from '../../app/model/records.ts';
import { cacheFolderOf } from '../media/cacheFolder.ts';

/**
 * What models found on images, as `cache/predictions/<model>/<content hash>.json`. A model and the pixels of an image
 * never change, so an entry is good for as long as it is there; all of it may be deleted at any time.
 */

/** Changes whenever the program finds other objects with the same model. */
const format = 1;
/** Of one entry: a file beyond it is not one of ours. */
const largestEntryBytes = 64 * 2 ** 20;

const entry = v.object({ format: v.literal(format), instances: v.array(predictedInstance) });

const predictionsFolder = (projectFolder: string): string => join(cacheFolderOf(projectFolder), 'predictions');

export function predictionsFolderOf(projectFolder: string, modelId: ModelId): string {
  return join(predictionsFolder(projectFolder), modelId);
}

function fileOf(projectFolder: string, modelId: ModelId, image: ImageRecord): string {
  return join(predictionsFolderOf(projectFolder, modelId), `${image.contentHash}.json`);
}

/** `null` where there is no whole entry. */
export async function readPredictions(
  projectFolder: string,
  modelId: ModelId,
  image: ImageRecord,
): Promise<readonly PredictedInstance[] | null> {
  const file = fileOf(projectFolder, modelId, image);
  try {
    if ((await stat(file)).size > largestEntryBytes) return null;
    const { instances } = v.parse(entry, JSON.parse(await readFile(file, 'utf8')));
    const now = new Date();
    await utimes(file, now, now);
    return instances;
  } catch {
    return null; // missing or damaged: it is predicted anew
  }
}

/** The entry appears whole or not at all. */
export async function writePredictions(
  projectFolder: string,
  modelId: ModelId,
  image: ImageRecord,
  instances: readonly PredictedInstance[],
): Promise<void> {
  const file = fileOf(projectFolder, modelId, image);
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(unfinished, JSON.stringify({ format, instances }));
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Removes what was not looked at for the longest time, until the rest fits. */
export async function trimPredictions(projectFolder: string, largestBytes = 2 ** 29): Promise<void> {
  const root = predictionsFolder(projectFolder);
  const names = await readdir(root, { recursive: true }).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const file = join(root, name);
      const about = await stat(file).catch(() => null);
      return about?.isFile() ? [{ file, bytes: about.size, usedAt: about.mtimeMs }] : [];
    }),
  );
  const entries = found.flat().toSorted((a, b) => a.usedAt - b.usedAt);
  let bytes = entries.reduce((sum, { bytes: size }) => sum + size, 0);
  for (const { file, bytes: size } of entries) {
    if (bytes <= largestBytes) return;
    await rm(file, { force: true });
    bytes -= size;
  }
}
