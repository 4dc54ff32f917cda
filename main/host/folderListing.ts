import { access, readdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { FolderEntry, FolderListing } from '../../app/contract/views.ts';
import { isImageFileName } from '../media/imageExtensions.ts';
import { knownPlaces } from './knownPlaces.ts';
import { defaultFolder } from './userFolders.ts';

const kindOrder: readonly FolderEntry['kind'][] = ['project', 'folder', 'image', 'file'];
const naturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * What lies in a folder of the host's machine, without hidden entries: folders first, in natural order. `null`: the
 * default folder, or the nearest one above it that exists. Throws FILE_UNREADABLE with one sentence.
 */
export async function listFolder(path: string | null): Promise<FolderListing> {
  if (path !== null && !isAbsolute(path)) {
    throw new AppError('INVALID_INPUT', `"${path}" is not a whole path; it must begin at a drive or at /.`);
  }
  const folder = normalize(path ?? (await nearestFolder(defaultFolder())));
  const names = await readdir(folder).catch((cause: unknown) => {
    throw listingError(folder, cause);
  });
  const visible = names.filter((name) => !name.startsWith('.') && !name.startsWith('$'));
  const entries = await Promise.all(visible.map((name) => entryOf(folder, name)));
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    entries: entries.filter((entry) => entry !== null).sort(byKindAndName),
    places: await knownPlaces(),
  };
}

/** `null`: a broken link, or something that is neither file nor folder. */
async function entryOf(folder: string, name: string): Promise<FolderEntry | null> {
  const path = join(folder, name);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) {
    const isProject = await exists(join(path, 'project.sqlite'));
    return { name, path, kind: isProject ? 'project' : 'folder', byteSize: 0 };
  }
  if (!found?.isFile()) return null;
  return { name, path, kind: isImageFileName(name) ? 'image' : 'file', byteSize: found.size };
}

function byKindAndName(a: FolderEntry, b: FolderEntry): number {
  const isBelow = (entry: FolderEntry): number => Number(kindOrder.indexOf(entry.kind) >= kindOrder.indexOf('image'));
  return isBelow(a) - isBelow(b) || naturalOrder.compare(a.name, b.name);
}

async function nearestFolder(folder: string): Promise<string> {
  return (await exists(folder)) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

const listingReasons: Readonly<Record<string, string>> = {
  ENOENT: 'is not there.',
  ENOTDIR: 'is a file, not a folder.',
  EACCES: 'may not be opened by this user.',
  EPERM: 'may not be opened by this user.',
};

function listingError(folder: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
  return new AppError('FILE_UNREADABLE', `"${folder}" ${listingReasons[code] ?? `cannot be read (${code}).`}`, cause);
}
