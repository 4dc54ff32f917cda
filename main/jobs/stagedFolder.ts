import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';

/** Work on its way into a folder: it appears there as a whole or not at all. */
export interface StagedFolder {
  /** Where to write. */
  readonly path: string;
  /** Runs work that writes, and says in one sentence what keeps the folder from being written to. */
  write(work: () => Promise<void>): Promise<void>;
  /** Moves everything into the target; files of the same name are replaced one by one, `last` at the very end. */
  publish(last: string): Promise<void>;
  /** Leaves nothing behind; after `publish` it does nothing. */
  discard(): Promise<void>;
}

/** Stages inside the target where it exists already, else beside it: renaming never crosses a file system. */
export async function stageFolder(target: string): Promise<StagedFolder> {
  const exists = await isFolder(target);
  const name = `.maskwright-${randomUUID()}`;
  const path = exists ? join(target, name) : join(dirname(target), `${name}-${basename(target)}`);
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw writeError(error, target);
    }
  };
  const firstMade = await write(() => mkdir(path, { recursive: true }));
  let isPublished = false;
  return {
    path,
    write,
    publish: async (last) => {
      await write(() => (exists ? moveInto(path, target, last) : rename(path, target)));
      isPublished = true;
      await rm(path, { recursive: true, force: true });
    },
    discard: async () => {
      if (isPublished) return;
      await rm(path, { recursive: true, force: true });
      if (firstMade !== undefined) await removeEmptyFolders(dirname(path), dirname(firstMade));
    },
  };
}

const unwritableCodes = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOTEMPTY', 'EISDIR', 'ENAMETOOLONG'];

function writeError(error: unknown, target: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('DISK_FULL', `The disk of "${target}" is full; nothing was written there.`, error);
  }
  if (!unwritableCodes.includes(code)) return error;
  return new AppError('INVALID_INPUT', `"${target}" cannot be written to (${code}); choose another folder.`, error);
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.isDirectory();
}

/** From `folder` upwards, up to but without `end`. */
async function removeEmptyFolders(folder: string, end: string): Promise<void> {
  for (let path = folder; path !== end; path = dirname(path)) {
    const isRemoved = await rmdir(path).then(
      () => true,
      () => false,
    );
    if (!isRemoved) return;
  }
}

/** On failure, what came new into the target is taken out again. */
async function moveInto(source: string, target: string, last: string): Promise<void> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(source, join(entry.parentPath, entry.name)));
  const added: string[] = [];
  try {
    for (const file of [...files.filter((name) => name !== last), last]) {
      const destination = join(target, file);
      const firstMade = await mkdir(dirname(destination), { recursive: true });
      if (firstMade !== undefined) added.push(firstMade);
      const isNew = (await stat(destination).catch(() => null)) === null;
      await rename(join(source, file), destination);
      if (isNew) added.push(destination);
    }
  } catch (error) {
    for (const path of added.reverse()) await rm(path, { recursive: true, force: true });
    throw error;
  }
}
