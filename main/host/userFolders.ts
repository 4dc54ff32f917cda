import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the program keeps its own files (settings, logs), per user. `MASKWRIGHT_HOME` puts everything in one folder. */
export function dataFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environment.MASKWRIGHT_HOME) return environment.MASKWRIGHT_HOME;
  if (platform === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Maskwright');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Maskwright');
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'maskwright');
}

/** Where tfjs-node-gpu is installed, which comes on demand. */
export function tfjsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(dataFolder(environment), 'engines', 'tfjs-gpu');
}

/** Where new projects are offered. */
export function defaultFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.MASKWRIGHT_HOME ? join(environment.MASKWRIGHT_HOME, 'projects') : join(homedir(), 'Maskwright');
}
