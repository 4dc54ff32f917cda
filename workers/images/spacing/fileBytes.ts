import { open } from 'node:fs/promises';
import { openingError } from '../readImage.ts';

/** Some bytes of a file from `position` on: fewer where the file ends, none where `position` is no place in a file. */
export type FileBytes = (position: number, length: number) => Promise<Buffer>;

/** Throws FILE_UNREADABLE where the file cannot be opened or read. */
export async function withFileBytes<T>(file: string, work: (bytes: FileBytes) => Promise<T>): Promise<T> {
  const refuse = (cause: unknown): never => {
    throw openingError(file, cause);
  };
  const handle = await open(file).catch(refuse);
  try {
    return await work(async (position, length) => {
      if (!Number.isSafeInteger(position)) return Buffer.alloc(0);
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position).catch(refuse);
      return buffer.subarray(0, bytesRead);
    });
  } finally {
    await handle.close();
  }
}
