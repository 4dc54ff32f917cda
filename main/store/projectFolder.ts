import { join } from 'node:path';

/** Where things lie in a project folder. */
export const databaseFile = (folder: string): string => join(folder, 'project.sqlite');
export const unfinishedDatabaseFile = (folder: string): string => join(folder, 'project.sqlite.new');
export const backupsFolder = (folder: string): string => join(folder, 'backups');
export const runFolder = (folder: string, runId: string): string => join(folder, 'runs', runId);
export const modelFolder = (folder: string, modelId: string): string => join(folder, 'models', modelId);
