import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { Refusal } from '../../app/contract/jobs.ts';
import { isImageFileName, unsupportedImageKind } from '../media/imageExtensions.ts';
import { setMasksAside } from './setMasksAside.ts';

export interface FoundImage {
  /** Absolute. */
  readonly file: string;
  /** Path below the imported folder: forward slashes, composed Unicode (NFC). */
  readonly name: string;
  /** Name of the imported folder, or of the one that a single file lies in: tells equal names apart. */
  readonly folderName: string;
  /** Named itself, rather than found below a folder. */
  readonly isChosen: boolean;
}

export interface FoundImages {
  readonly images: readonly FoundImage[];
  readonly refused: readonly Refusal[];
}

interface Place {
  readonly folder: string;
  /** Name of what is found here: `name` of the folder below the imported one, or empty. */
  readonly name: string;
  readonly folderName: string;
}

const naturalOrder = new Intl.Collator('en', { numeric: true });
const systemFolders = new Set(['__MACOSX', '$RECYCLE.BIN', 'System Volume Information']);

/**
 * Images at the given paths: files, and folders with everything below them, in natural order. Hidden files and files
 * that are no images are passed over; images of other kinds and folders that cannot be read are refused. Links are
 * followed, each folder once. Throws FILE_UNREADABLE where a given path does not exist.
 */
export async function findImages(paths: readonly string[], signal: AbortSignal): Promise<FoundImages> {
  const found: FoundImage[] = [];
  const refused: Refusal[] = [];
  const visited = new Set<string>();

  const takeFile = (image: FoundImage): void => {
    const kind = unsupportedImageKind(image.file);
    if (kind !== null) {
      const reason = `${kind} images are not supported; save it as PNG, JPEG, WebP or TIFF.`;
      refused.push({ item: image.name, reason });
    } else if (image.isChosen || isImageFileName(image.file)) found.push(image);
  };

  const walk = async (place: Place): Promise<void> => {
    signal.throwIfAborted();
    const real = await realpath(place.folder);
    if (visited.has(real)) return;
    visited.add(real);
    const entries = await readdir(place.folder, { withFileTypes: true });
    if (entries.some((entry) => entry.name === 'project.sqlite')) {
      refused.push({ item: place.folder, reason: { kind: 'projectFolder' } });
      return;
    }
    for (const entry of entries.sort((a, b) => naturalOrder.compare(a.name, b.name))) {
      if (entry.name.startsWith('.') || systemFolders.has(entry.name)) continue;
      const file = join(place.folder, entry.name);
      const name = `${place.name}${entry.name}`.normalize('NFC');
      const target = entry.isSymbolicLink() ? await stat(file).catch(() => null) : entry;
      if (target?.isDirectory()) await walkOrRefuse({ ...place, folder: file, name: `${name}/` });
      else if (target?.isFile()) takeFile({ file, name, folderName: place.folderName, isChosen: false });
      else if (isImageFileName(name)) refused.push({ item: name, reason: { kind: 'brokenLink' } });
    }
  };

  const walkOrRefuse = async (place: Place): Promise<void> => {
    try {
      await walk(place);
    } catch (error) {
      if (signal.aborted || !(error instanceof Error && 'code' in error)) throw error;
      refused.push({ item: place.folder, reason: { kind: 'unreadableFolder', code: String(error.code) } });
    }
  };

  for (const path of paths) {
    const file = resolve(path);
    const target = await stat(file).catch((cause: unknown) => {
      throw new AppError('FILE_UNREADABLE', `"${path}" is not there or may not be read.`, cause);
    });
    if (target.isDirectory()) {
      await walkOrRefuse({ folder: file, name: '', folderName: basename(file).normalize('NFC') });
    } else {
      const folderName = basename(dirname(file)).normalize('NFC');
      takeFile({ file, name: basename(file).normalize('NFC'), folderName, isChosen: true });
    }
  }
  const { images, masks } = setMasksAside(found);
  return { images, refused: [...refused, ...masks] };
}
