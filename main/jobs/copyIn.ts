import { randomUUID } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { access, copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, extname, isAbsolute, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../app/contract/errors.ts';

/** Copies image files into `<project>/images`, each of them wholly or not at all. */
export interface CopyIn {
  /** Answers the path of the copy below the project folder, with forward slashes. */
  copy(file: string, name: string, byteSize: number, signal: AbortSignal): Promise<string>;
  /** Removes what is unfinished. */
  close(): Promise<void>;
}

export function createCopyIn(projectFolder: string): CopyIn {
  const images = join(projectFolder, 'images');
  // On the same disk as its target, so that a rename makes the copy appear as a whole.
  const incoming = join(images, `.incoming-${randomUUID()}`);
  const reserved = new Set<string>();
  return {
    copy: async (file, name, byteSize, signal) => {
      const unfinished = join(incoming, randomUUID());
      try {
        await mkdir(incoming, { recursive: true });
        await copyWhole(file, unfinished, signal);
        if ((await stat(unfinished)).size !== byteSize) {
          throw new AppError('FILE_UNREADABLE', `${file} was changed while it was imported.`);
        }
        const path = await freePath(images, name, reserved);
        await mkdir(dirname(path), { recursive: true });
        await rename(unfinished, path);
        return relative(projectFolder, path).split(sep).join('/');
      } catch (error) {
        await rm(unfinished, { force: true });
        throw copyError(file, projectFolder, error);
      }
    },
    close: () => rm(incoming, { recursive: true, force: true }),
  };
}

/** Where a file lies in the project folder already: its path below it, with forward slashes; else `null`. */
export function pathInside(projectFolder: string, file: string): string | null {
  const path = relative(projectFolder, file);
  return path.startsWith('..') || isAbsolute(path) ? null : path.split(sep).join('/');
}

async function copyWhole(file: string, target: string, signal: AbortSignal): Promise<void> {
  try {
    // Where the disk can share blocks, a copy takes no time and no room.
    await copyFile(file, target, constants.COPYFILE_FICLONE_FORCE);
  } catch {
    await pipeline(createReadStream(file), createWriteStream(target), { signal });
  }
  const handle = await open(target, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Files that the person put there are never written over. */
async function freePath(images: string, name: string, reserved: Set<string>): Promise<string> {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; ; number++) {
    const path = join(images, number === 1 ? name : `${stem} (${number})${extension}`);
    if (reserved.has(path)) continue;
    const isTaken = await access(path).then(
      () => true,
      () => false,
    );
    if (isTaken) continue;
    reserved.add(path);
    return path;
  }
}

function copyError(file: string, projectFolder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('DISK_FULL', `The disk of "${projectFolder}" is full.`, error);
  }
  if (code === 'ENOENT') return new AppError('FILE_UNREADABLE', `${file} is not there any more.`, error);
  return error;
}
