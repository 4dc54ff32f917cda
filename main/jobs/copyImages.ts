import { constants } from 'node:fs';
import { access, copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { ImageRecord } from '../../app/model/records.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { contentHashOf } from './fileRecogniser.ts';

/**
 * Copies images below `images/` of a staged folder, under their names, and compares the copies with what was imported.
 * Images that the target holds already are not copied again; another file under an image's name stops the export.
 */
export async function copyImagesInto(
  project: ProjectStore,
  images: readonly ImageRecord[],
  stagedFolder: string,
  targetFolder: string,
  onCopied: (name: string) => void,
): Promise<void> {
  for (const image of images) {
    const destination = below(join(stagedFolder, 'images'), image.name);
    const present = below(join(targetFolder, 'images'), image.name);
    if (!(await isPresent(present, image))) {
      const source = project.images.absolutePath(image);
      await mkdir(dirname(destination), { recursive: true });
      await access(source, constants.R_OK).catch((cause: unknown) => {
        throw new AppError('FILE_UNREADABLE', `The image "${source}" cannot be read; is it still there?`, cause);
      });
      await copyFile(source, destination, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      if ((await contentHashOf(destination)) !== image.contentHash) {
        throw new AppError('FILE_UNREADABLE', `The image "${source}" was changed after it was imported.`);
      }
    }
    onCopied(image.name);
  }
}

async function isPresent(file: string, image: ImageRecord): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  if (found === null) return false;
  if (found.size === image.byteSize && (await contentHashOf(file)) === image.contentHash) return true;
  throw new AppError(
    'INVALID_INPUT',
    `"${file}" exists already and is another image; choose another folder to export to.`,
  );
}

/** Names of images are paths below a folder; one that leads out of it is refused. */
function below(folder: string, name: string): string {
  const path = join(folder, name);
  const inside = relative(folder, path);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) {
    throw new AppError('INVALID_INPUT', `The image name "${name}" leads out of the folder; it cannot be copied.`);
  }
  return path;
}
