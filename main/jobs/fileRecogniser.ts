import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ImageRecord } from '../../app/model/records.ts';
import type { ProjectStore } from '../store/projectStore.ts';

/** Tells files that are images of the project, by content; only files of equal length are read. */
export function createFileRecogniser(
  project: ProjectStore,
  images: readonly ImageRecord[],
): (file: string) => Promise<boolean> {
  const byteSizes = new Set(images.map(({ byteSize }) => byteSize));
  return async (file) => {
    const found = await stat(file).catch(() => null);
    if (found === null || !byteSizes.has(found.size)) return false;
    return project.images.findByHash(await contentHashOf(file)) !== null;
  };
}

/** SHA-256, hex. */
export async function contentHashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
