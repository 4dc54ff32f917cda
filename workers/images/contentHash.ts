import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { AppError } from '../../app/contract/errors.ts';
import { openingError } from './readImage.ts';

export interface HashedFile {
  /** SHA-256, hex. */
  readonly contentHash: string;
  readonly byteSize: number;
}

const chunkBytes = 1 << 20;

export async function hashFile(file: string): Promise<HashedFile> {
  const hash = createHash('sha256');
  let byteSize = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      byteSize += chunk.length;
    }
  } catch (cause) {
    throw openingError(file, cause);
  }
  return { contentHash: hash.digest('hex'), byteSize };
}

/** Throws FILE_UNREADABLE where the file is not the one that was imported. */
export async function assertUnchanged(file: string, contentHash: string): Promise<void> {
  const now = await hashFile(file);
  if (now.contentHash === contentHash) return;
  throw new AppError(
    'FILE_UNREADABLE',
    `${file} was changed after it was imported, so it may not fit its objects; put the old file back or import the new one.`,
  );
}
