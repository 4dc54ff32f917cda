import { extname } from 'node:path';
import type { FoundImage } from './findImages.ts';

/** Gives every imported image a name of its own in the project. */
export interface ImageNaming {
  /**
   * The name below the imported folder; where that is taken, with the folder's name in front; else numbered. Case does
   * not count, so that an export fits on every disk.
   */
  nameFor(found: FoundImage): string;
}

export function createImageNaming(takenNames: Iterable<string>): ImageNaming {
  const taken = new Set(Array.from(takenNames, keyOf));
  return {
    nameFor: (found) => {
      const name = firstFree(found, taken);
      taken.add(keyOf(name));
      return name;
    },
  };
}

function firstFree({ name, folderName }: FoundImage, taken: ReadonlySet<string>): string {
  const withFolder = folderName === '' ? name : `${folderName}/${name}`;
  for (const candidate of [name, withFolder]) if (!taken.has(keyOf(candidate))) return candidate;
  const extension = extname(withFolder);
  const stem = withFolder.slice(0, withFolder.length - extension.length);
  for (let number = 2; ; number++) {
    const candidate = `${stem} (${number})${extension}`;
    if (!taken.has(keyOf(candidate))) return candidate;
  }
}

const keyOf = (name: string): string => name.toLowerCase();
