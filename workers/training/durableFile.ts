import { appendFileSync, statfsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';

const unfinishedEnding = '.unfinished';

/**
 * Writes a file so that after a loss of power there is the old one or the new one, whole: temporary file, fsync,
 * rename, fsync of the folder. Throws `DISK_FULL` where there is no room, and takes back what it wrote by then.
 */
export async function writeDurably(file: string, content: Uint8Array | string): Promise<void> {
  const unfinished = `${file}${unfinishedEnding}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(unfinished, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
    await syncFolder(dirname(file));
  } catch (cause) {
    // What lies there takes room that is missed now; where even this fails, the next start removes it.
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw fullDisk(cause, file, Buffer.byteLength(content));
  }
}

/** Adds to the end of a file. Throws `DISK_FULL` where there is no room; a part of the text may be there then. */
export function append(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (cause) {
    throw fullDisk(cause, file, Buffer.byteLength(text));
  }
}

/** Removes what a process that was killed in the middle of `writeDurably` left in these folders. */
export async function removeUnfinished(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    const left = names.filter((name) => name.endsWith(unfinishedEnding));
    await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
  }
}

const whatIsFull: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full',
  EDQUOT: 'The quota of this account is used up',
  EFBIG: 'Files on this disk may not be as large as needed',
};

/** One line that says what, where, how much and what to do; any other error as it is. */
function fullDisk(cause: unknown, file: string, neededBytes: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const what = whatIsFull[code];
  if (what === undefined) return cause;
  const needs = `${file} needs ${inMegabytes(neededBytes)}${code === 'ENOSPC' ? freeOn(dirname(file)) : ''}`;
  const advice = 'Make room there and let the training go on: its last checkpoint is safe.';
  return new AppError('DISK_FULL', `${what}: ${needs}. ${advice}`, cause);
}

function freeOn(folder: string): string {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return `, and ${inMegabytes(bavail * bsize)} are free`;
  } catch {
    return '';
  }
}

function inMegabytes(bytes: number): string {
  const megabytes = bytes / 1e6;
  return `${megabytes < 10 ? megabytes.toFixed(2) : Math.ceil(megabytes)} MB`;
}

/** Windows cannot open folders; its file system keeps renames in its journal. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
