import Sqlite from 'better-sqlite3';
import { AppError } from '../../app/contract/errors.ts';

export type Database = Sqlite.Database;

/** "MskW", in the header of every project file. */
const applicationId = 0x4d736b57;

export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

const requiredNodeApi = 10;
/** A holder that is just ending gets this long; a working one keeps the file for hours. */
const busyTimeoutMs = 500;

/**
 * Opens a SQLite file for this process alone: with EXCLUSIVE locking before WAL there is no shared-memory file, a second
 * opener gets SQLITE_BUSY, and the lock goes with the process, however it ends. Every commit is synced to the disk.
 */
export function openDatabase(file: string): Database {
  assertNodeApi();
  const database = new Sqlite(file, { fileMustExist: true, timeout: busyTimeoutMs });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    // The first read takes the lock; until it is ours, the file is not changed in any way.
    if (database.pragma('application_id', { simple: true }) !== applicationId) {
      throw new DamagedFile('The application id in the header is not that of Maskwright.');
    }
    database.pragma('journal_mode = WAL');
    // A later opening of a WAL file would start at NORMAL, which may lose the last commits at power loss.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('wal_autocheckpoint = 1000');
    database.pragma('cache_size = -64000');
    database.pragma('temp_store = MEMORY');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A new file outside WAL, so that it is whole in itself and can be renamed into place. */
export function createDatabaseFile(file: string, fill: (database: Database) => void): void {
  assertNodeApi();
  const database = new Sqlite(file);
  try {
    database.pragma('synchronous = FULL');
    database.pragma(`application_id = ${applicationId}`);
    fill(database);
  } finally {
    database.close();
  }
}

/** Leaves one whole file without a log beside it. */
export function closeDatabase(database: Database): void {
  if (!database.open) return;
  database.pragma('optimize');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Throws where a page of the file is damaged. */
export function assertWhole(database: Database): void {
  const finding = database.pragma('quick_check(1)', { simple: true });
  if (finding !== 'ok') throw new DamagedFile(String(finding));
}

/** better-sqlite3 ends older Node processes with a segmentation fault instead of an error. */
function assertNodeApi(): void {
  if (Number(process.versions.napi) >= requiredNodeApi) return;
  throw new AppError(
    'INTERNAL',
    `Node ${process.versions.node} is too old to open a project; start Maskwright with its own scripts, which bring Node 24.`,
  );
}
