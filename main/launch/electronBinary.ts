import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFolder } from './repository.ts';

const electronFolder = join(repositoryFolder, 'node_modules', 'electron');
const reachTimeoutMs = 4000;

/** The desktop window's program, or one line that says why there is none. */
export type ElectronSearch = { readonly path: string } | { readonly reason: string };

/** Never imports the `electron` package, which would start a download that cannot be given up. */
export function installedElectron(): string | null {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(electronFolder, 'path.txt');
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const path = join(override ?? join(electronFolder, 'dist'), program);
  return existsSync(path) ? path : null;
}

/** Electron's program; fetches it once where a window could be shown and its source answers within seconds. */
export async function findElectron(): Promise<ElectronSearch> {
  if (!canShowWindows(process.platform, process.env)) return { reason: 'There is no display for a window here' };
  const installed = installedElectron();
  if (installed) return { path: installed };
  if (!(await isDownloadReachable())) return { reason: "Electron's program is not here and cannot be fetched" };
  console.log('Fetching Electron once (about 120 MB).');
  spawnSync(process.execPath, [join(electronFolder, 'install.js')], { stdio: 'inherit' });
  const fetched = installedElectron();
  return fetched ? { path: fetched } : { reason: "Electron's program could not be fetched" };
}

export function canShowWindows(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  return platform !== 'linux' || Boolean(environment.DISPLAY) || Boolean(environment.WAYLAND_DISPLAY);
}

async function isDownloadReachable(): Promise<boolean> {
  const source = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const answer = await fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(reachTimeoutMs) });
    return answer.status < 500;
  } catch {
    return false;
  }
}
