import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';

/**
 * Writes a file so that after a loss of power there is the old one or the new one, whole: temporary file, fsync,
 * rename, fsync of the folder. Throws `DISK_FULL` where there is no room.
 */
export async function writeDurably(file: string, content: Uint8Array | string): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(unfinished, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
    await syncFolder(dirname(file));
  } catch (cause) {
    const isFull = cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
    if (!isFull) throw cause;
    throw new AppError('DISK_FULL', `The disk is full: ${file} could not be written. Make room and resume.`, cause);
  }
}

/** Windows cannot open folders; its file system keeps renames in its journal. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
