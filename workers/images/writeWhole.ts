import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { AppError } from '../../app/contract/errors.ts';

/** Writes a cache file so that whoever finds it under its name finds it whole. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, file);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw writingError(file, cause);
  }
}

function writingError(file: string, cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return cause;
  return new AppError('DISK_FULL', `The disk is full: ${file} could not be written. Make room and try again.`, cause);
}
