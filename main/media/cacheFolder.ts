import { join } from 'node:path';
import type { DisplayWindow, ImageRecord } from '../../app/model/records.ts';

/** `<project>/cache`: pictures by content hash. All of it may be deleted at any time and is made anew. */
export function cacheFolderOf(projectFolder: string): string {
  return join(projectFolder, 'cache');
}

/** Pictures of what a training would learn from. */
export function cutOutsFolderOf(projectFolder: string): string {
  return join(cacheFolderOf(projectFolder), 'cut-outs');
}

export function pyramidFolderOf(projectFolder: string, image: ImageRecord): string {
  return join(cacheFolderOf(projectFolder), image.contentHash, 'tiles');
}

/** A picture through another window than the usual one is another file. */
export function thumbnailFileOf(projectFolder: string, image: ImageRecord): string {
  return join(cacheFolderOf(projectFolder), image.contentHash, `thumbnail${windowSuffix(image.displayWindow)}.webp`);
}

function windowSuffix(window: DisplayWindow | null): string {
  return window === null ? '' : `-${window.low}-${window.high}`;
}
