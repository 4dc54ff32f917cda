import Sqlite from 'better-sqlite3';
import { AppError } from '../../app/contract/errors.ts';
import { newestBackup } from './backups.ts';
import { DamagedFile } from './database.ts';

/** The sentence for a failure of the project file itself; anything else is passed on as it is. */
export function storeError(error: unknown, folder: string): unknown {
  if (error instanceof DamagedFile) return damaged(folder, error);
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const code = error.code;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new AppError(
      'PROJECT_IN_USE',
      `The project in "${folder}" is open in another window or program; close it there first.`,
      error,
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return damaged(folder, error);
  if (code === 'SQLITE_FULL') {
    return new AppError(
      'DISK_FULL',
      `The disk of "${folder}" is full; nothing was changed. Make room and try again.`,
      error,
    );
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') {
    return new AppError(
      'FILE_UNREADABLE',
      `The project in "${folder}" cannot be written to; check the rights of the folder and its files.`,
      error,
    );
  }
  return error;
}

function damaged(folder: string, cause: unknown): AppError {
  const backup = newestBackup(folder);
  const advice =
    backup === null
      ? 'There is no backup of it.'
      : `The newest backup is "${backup}": move project.sqlite and project.sqlite-wal away and copy the backup to project.sqlite.`;
  return new AppError('PROJECT_DAMAGED', `The project file in "${folder}" is damaged. ${advice}`, cause);
}

type Method = (...values: unknown[]) => unknown;

/** The same functions, throwing the sentences above. */
export function withStoreErrors<T extends object>(functions: T, folder: string): T {
  const guarded = Object.entries(functions).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'function' ? guard(value as Method, folder) : value,
  ]);
  return Object.fromEntries(guarded) as T;
}

const guard =
  (method: Method, folder: string): Method =>
  (...values) => {
    try {
      return method(...values);
    } catch (error) {
      throw storeError(error, folder);
    }
  };
