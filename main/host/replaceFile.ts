import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Puts a small file in the place of another once it is on the disk, so that there is always one of them, whole. Several
 * programs may do so at a time: each writes under a name of its own.
 */
export function replaceFile(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.new`;
  try {
    writeFileSync(unfinished, text, { flush: true });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
