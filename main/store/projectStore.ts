import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { ProjectSummary } from '../../app/contract/views.ts';
import { createAnnotationStore, type AnnotationStore } from './annotationStore.ts';
import { removeUnfinishedBackups, writeBackup, writeBackupBeforeMigration } from './backups.ts';
import { createCommentStore, type CommentStore } from './commentStore.ts';
import { assertWhole, closeDatabase, createDatabaseFile, openDatabase, type Database } from './database.ts';
import { createEditStore, type EditStore } from './editStore.ts';
import { createExportIdStore, type ExportIdStore } from './exportIdStore.ts';
import { createImageStore, type ImageStore } from './imageStore.ts';
import { createLabelStore, type LabelStore } from './labelStore.ts';
import { migrate, newestVersion, schemaVersion } from './migrations/migrations.ts';
import { createModelStore, type ModelStore } from './modelStore.ts';
import { createImageScoreStore, type ImageScoreStore } from './imageScoreStore.ts';
import { createLearningCurveStore, type LearningCurveStore } from './learningCurveStore.ts';
import { createOriginStore, type OriginStore } from './originStore.ts';
import { databaseFile, unfinishedDatabaseFile } from './projectFolder.ts';
import { createSummaryReader } from './projectSummary.ts';
import { createRecordTables } from './recordTables.ts';
import { createRunStore, type RunStore } from './runStore.ts';
import { createSearchStore, type SearchStore } from './searchStore.ts';
import { storeError, withStoreErrors } from './storeErrors.ts';
import { createTruthHashes, type TruthHashes } from './truthHashes.ts';
import { createWorkStore, type WorkStore } from './workStore.ts';

/** An open project: one folder with one SQLite file, held exclusively until it is closed. All calls are synchronous. */
export interface ProjectStore {
  readonly folder: string;
  readonly name: string;
  summary(): ProjectSummary;
  readonly images: ImageStore;
  readonly annotations: AnnotationStore;
  readonly labels: LabelStore;
  readonly comments: CommentStore;
  readonly edits: EditStore;
  readonly exportIds: ExportIdStore;
  readonly runs: RunStore;
  readonly models: ModelStore;
  readonly origins: OriginStore;
  readonly searches: SearchStore;
  readonly imageScores: ImageScoreStore;
  readonly truths: TruthHashes;
  readonly learningCurves: LearningCurveStore;
  readonly work: WorkStore;
  /** One transaction around several store calls; `work` must not be asynchronous. */
  transaction<T>(work: () => T): T;
  /** Writes a verified copy below `backups/` and answers its path. */
  backup(): Promise<string>;
  /** May be called twice. */
  close(): void;
}

/** Makes a project in a new or empty folder and opens it. Throws PROJECT_EXISTS, PROJECT_IN_USE, FILE_UNREADABLE. */
export function createProjectStore(folder: string, name: string): ProjectStore {
  const projectFolder = resolve(folder);
  const unfinished = unfinishedDatabaseFile(projectFolder);
  if (existsSync(databaseFile(projectFolder))) {
    throw new AppError('PROJECT_EXISTS', `There is a project in "${projectFolder}" already; open it instead.`);
  }
  try {
    mkdirSync(projectFolder, { recursive: true });
    removeUnfinished(unfinished);
    if (readdirSync(projectFolder).length > 0) {
      throw new AppError('PROJECT_EXISTS', `The folder "${projectFolder}" is not empty; choose a new or empty one.`);
    }
    // Under its own name only once it is whole: a program killed on the way leaves no half-made project.
    createDatabaseFile(unfinished, (database) => {
      migrate(database, () => undefined);
      database.prepare('INSERT INTO project (id, name, created_at) VALUES (1, ?, ?)').run(name, Date.now());
    });
    renameSync(unfinished, databaseFile(projectFolder));
  } catch (error) {
    throw folderError(storeError(error, projectFolder), projectFolder);
  }
  return openProjectStore(projectFolder);
}

/** Throws PROJECT_NOT_FOUND, PROJECT_IN_USE, PROJECT_DAMAGED, PROJECT_FROM_NEWER_VERSION. */
export function openProjectStore(folder: string): ProjectStore {
  const projectFolder = resolve(folder);
  if (!existsSync(databaseFile(projectFolder))) {
    throw new AppError('PROJECT_NOT_FOUND', `There is no Maskwright project in "${projectFolder}".`);
  }
  try {
    const database = openDatabase(databaseFile(projectFolder));
    try {
      assertReadable(database, projectFolder);
      assertWhole(database);
      removeUnfinishedBackups(projectFolder);
      migrate(database, (fromVersion) => writeBackupBeforeMigration(database, projectFolder, fromVersion));
      return joinStores(database, projectFolder);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw storeError(error, projectFolder);
  }
}

function joinStores(database: Database, folder: string): ProjectStore {
  const name = database.prepare<[], string>('SELECT name FROM project').pluck().get() ?? basename(folder);
  const tables = createRecordTables(database);
  const store = {
    summary: createSummaryReader(database, folder, name),
    transaction: <T>(work: () => T): T => database.transaction(work)(),
    close: () => closeDatabase(database),
  };
  return {
    folder,
    name,
    ...withStoreErrors(store, folder),
    backup: () => writeBackup(database, folder),
    images: withStoreErrors(createImageStore(database, folder, tables.images), folder),
    annotations: withStoreErrors(createAnnotationStore(database, tables.annotations), folder),
    labels: withStoreErrors(createLabelStore(database, tables.labels), folder),
    comments: withStoreErrors(createCommentStore(database), folder),
    edits: withStoreErrors(createEditStore(database, tables), folder),
    exportIds: withStoreErrors(createExportIdStore(database), folder),
    runs: withStoreErrors(createRunStore(database, folder), folder),
    models: withStoreErrors(createModelStore(database, folder), folder),
    origins: withStoreErrors(createOriginStore(database), folder),
    searches: withStoreErrors(createSearchStore(database), folder),
    truths: withStoreErrors(createTruthHashes(database), folder),
    learningCurves: withStoreErrors(createLearningCurveStore(database), folder),
    work: withStoreErrors(createWorkStore(database), folder),
    imageScores: withStoreErrors(createImageScoreStore(database), folder),
  };
}

function assertReadable(database: Database, folder: string): void {
  const version = schemaVersion(database);
  if (version > newestVersion()) {
    throw new AppError(
      'PROJECT_FROM_NEWER_VERSION',
      `The project in "${folder}" was made by a newer Maskwright (format ${version}, this one reads up to ${newestVersion()}); update the program to open it.`,
    );
  }
}

/** The leavings of a program killed while it made a project here. */
function removeUnfinished(file: string): void {
  rmSync(file, { force: true });
  rmSync(`${file}-journal`, { force: true });
}

function folderError(error: unknown, folder: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error;
  return error.code === 'ENOSPC'
    ? new AppError('DISK_FULL', `The disk of "${folder}" is full; no project was made.`, error)
    : new AppError(
        'FILE_UNREADABLE',
        `The folder "${folder}" cannot be made or written to; choose another one.`,
        error,
      );
}
