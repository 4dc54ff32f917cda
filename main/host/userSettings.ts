import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import type { RecentProject } from '../../app/contract/views.ts';
import { databaseFile } from '../store/projectFolder.ts';
import { replaceFile } from './replaceFile.ts';
import { dataFolder } from './userFolders.ts';

/** What the program remembers about the person, beside all projects. */
export interface UserSettings {
  /** Newest first. */
  recentProjects(): readonly RecentProject[];
  rememberProject(path: string, name: string): void;
  forgetProject(path: string): void;
}

const keptProjects = 20;

const settingsFile = v.object({
  recentProjects: v.array(v.object({ path: v.string(), name: v.string(), openedAt: v.number() })),
});
type Settings = v.InferOutput<typeof settingsFile>;

export function createUserSettings(folder: string = dataFolder()): UserSettings {
  const file = join(folder, 'settings.json');
  const change = (update: (settings: Settings) => Settings): void => {
    mkdirSync(folder, { recursive: true });
    replaceFile(file, JSON.stringify(update(readSettings(file)), null, 2));
  };
  const others = (settings: Settings, path: string): Settings['recentProjects'] =>
    settings.recentProjects.filter((project) => project.path !== resolve(path));

  return {
    recentProjects: () =>
      readSettings(file).recentProjects.map((project) => ({
        ...project,
        exists: existsSync(databaseFile(project.path)),
      })),
    rememberProject: (path, name) =>
      change((settings) => {
        const newest = { path: resolve(path), name, openedAt: Date.now() };
        return { ...settings, recentProjects: [newest, ...others(settings, path)].slice(0, keptProjects) };
      }),
    forgetProject: (path) => change((settings) => ({ ...settings, recentProjects: others(settings, path) })),
  };
}

/** A missing or unreadable file means no memories: it never keeps the program from starting. */
function readSettings(file: string): Settings {
  try {
    return v.parse(settingsFile, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { recentProjects: [] };
  }
}
