import Sqlite from 'better-sqlite3';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { assertWhole, type Database } from './database.ts';
import { backupsFolder, databaseFile } from './projectFolder.ts';

const keptBackups = 5;

/** Names sort by time. */
function listBackups(folder: string): string[] {
  const backups = backupsFolder(folder);
  if (!existsSync(backups)) return [];
  const names = readdirSync(backups).filter((name) => name.endsWith('.sqlite'));
  return names.sort().map((name) => join(backups, name));
}

export const newestBackup = (folder: string): string | null => listBackups(folder).at(-1) ?? null;

/** Whether the project file, or the log that a killed program left beside it, is younger than the newest backup. */
export function changedSinceBackup(folder: string): boolean {
  const newest = newestBackup(folder);
  if (newest === null) return true;
  const files = [databaseFile(folder), `${databaseFile(folder)}-wal`].filter((file) => existsSync(file));
  return files.some((file) => statSync(file).mtimeMs > statSync(newest).mtimeMs);
}

/** Copies the open project while work goes on, verifies the copy, and drops the oldest ones. Answers its path. */
export async function writeBackup(database: Database, folder: string): Promise<string> {
  const backup = newBackup(folder, '');
  await database.backup(backup.unfinished);
  return keepBackup(folder, backup);
}

/** The same before a change of the schema, without letting anything else run in between. */
export function writeBackupBeforeMigration(database: Database, folder: string, fromVersion: number): string {
  const backup = newBackup(folder, `-version-${fromVersion}`);
  database.prepare('VACUUM INTO ?').run(backup.unfinished);
  return keepBackup(folder, backup);
}

/** The leavings of a program killed while it wrote one. Only the holder of the project may call it. */
export function removeUnfinishedBackups(folder: string): void {
  const backups = backupsFolder(folder);
  if (!existsSync(backups)) return;
  const unfinished = readdirSync(backups).filter((name) => /\.sqlite\.new(-journal|-wal)?$/.test(name));
  for (const name of unfinished) rmSync(join(backups, name));
}

interface NewBackup {
  readonly startedAt: Date;
  readonly unfinished: string;
  readonly finished: string;
}

function newBackup(folder: string, suffix: string): NewBackup {
  mkdirSync(backupsFolder(folder), { recursive: true });
  const startedAt = new Date();
  const time = startedAt.toISOString().replaceAll(':', '-').replace('Z', '');
  const finished = join(backupsFolder(folder), `${time}${suffix}.sqlite`);
  return { startedAt, unfinished: `${finished}.new`, finished };
}

function keepBackup(folder: string, { startedAt, unfinished, finished }: NewBackup): string {
  try {
    verify(unfinished);
    // Dated to its beginning: what was written while it ran may be missing in it, and counts as a change since.
    utimesSync(unfinished, startedAt, startedAt);
    renameSync(unfinished, finished);
  } finally {
    rmSync(unfinished, { force: true });
  }
  for (const old of listBackups(folder).slice(0, -keptBackups)) rmSync(old);
  return finished;
}

/** Also takes the copy out of WAL mode: one file, whole in itself. */
function verify(file: string): void {
  const copy = new Sqlite(file);
  try {
    copy.pragma('locking_mode = EXCLUSIVE');
    copy.pragma('journal_mode = DELETE');
    assertWhole(copy);
  } finally {
    copy.close();
  }
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
