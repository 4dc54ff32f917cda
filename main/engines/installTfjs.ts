import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../app/contract/errors.ts';
import { downloadPackage } from './downloadPackage.ts';
import { readPackageLock, type LockedPackage } from './packageLock.ts';
import { programsFolder, runInstallScript } from './runInstallScript.ts';

const packageName = '@tensorflow/tfjs-node-gpu';
const addOn = ['lib', 'napi-v8', 'tfjs_binding.node'];
const packagesAtOnce = 4;

export interface InstallProgress {
  readonly signal: AbortSignal;
  readonly update: (change: { done?: number; total?: number; detail?: string }) => void;
}

/** Whether tfjs-node-gpu has a library for graphics cards on a system; elsewhere it quietly takes one for the processor. */
export function isTfjsMadeFor(platform: NodeJS.Platform, arch: string): boolean {
  return (platform === 'linux' || platform === 'win32') && arch === 'x64';
}

/** The list of packages that are installed: beside the bundled host where it is packed, else in the repository. */
export function tfjsRecipe(): string {
  const besideBundle = fileURLToPath(new URL('./engines/tfjs-gpu', import.meta.url));
  if (!import.meta.url.endsWith('.ts') && existsSync(besideBundle)) return besideBundle;
  return fileURLToPath(new URL('../../resources/engines/tfjs-gpu', import.meta.url));
}

/**
 * Installs tfjs-node-gpu into `folder`, as npm would from the lock file of `recipe`; the packed program has no npm. Every
 * package is compared with its hash, and of all installation scripts only that of tfjs-node-gpu is run. The folder appears
 * when everything is in it, and an earlier one is kept until then. Throws `INSTALL_FAILED` with the first thing that did
 * not work.
 */
export async function installTfjs(
  folder: string,
  recipe: string,
  registry: string,
  { signal, update }: InstallProgress,
): Promise<void> {
  const packages = await readPackageLock(join(recipe, 'package-lock.json'));
  const total = packages.length + 1;
  update({ done: 0, total });
  await removeLeftovers(folder);
  const staged = `${folder}.${randomUUID()}`;
  try {
    await mkdir(staged, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) await copyFile(join(recipe, name), join(staged, name));
    await downloadAll(packages, staged, registry, { signal, update });
    await linkPrograms(packages, staged);
    const home = join(staged, 'node_modules', packageName);
    await runInstallScript(home, programsFolder(staged), signal, (detail) => update({ detail }));
    if (!existsSync(join(home, ...addOn))) {
      throw new AppError(
        'INSTALL_FAILED',
        'The installation of tfjs-node-gpu ended without its add-on for this system.',
      );
    }
    await replaceFolder(staged, folder);
    update({ done: total, detail: '' });
  } catch (error) {
    await rm(staged, { recursive: true, force: true });
    throw diskError(error, folder);
  }
}

async function downloadAll(
  packages: readonly LockedPackage[],
  folder: string,
  registry: string,
  { signal, update }: InstallProgress,
): Promise<void> {
  const waiting = packages.values();
  // One failure ends the downloads beside it.
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  let done = 0;
  const work = async (): Promise<void> => {
    for (const locked of waiting) {
      either.throwIfAborted();
      update({ detail: `${locked.name} ${locked.version}` });
      await downloadPackage(locked, folder, registry, either);
      update({ done: ++done });
    }
  };
  const workers = Array.from({ length: packagesAtOnce }, () =>
    work().catch((error: unknown) => {
      failure.abort(error);
      throw error;
    }),
  );
  const outcomes = await Promise.allSettled(workers);
  signal.throwIfAborted();
  if (outcomes.some(({ status }) => status === 'rejected')) throw failure.signal.reason;
}

/** The programs of the packages at the top, which their scripts start by name. */
async function linkPrograms(packages: readonly LockedPackage[], folder: string): Promise<void> {
  const place = programsFolder(folder);
  await mkdir(place, { recursive: true });
  for (const { path, name, programs } of packages.filter((locked) => locked.path === `node_modules/${locked.name}`)) {
    for (const [programName, file] of Object.entries(programs)) {
      const target = relative(place, join(folder, path, file));
      if (target.startsWith(join('..', name)) === false) continue;
      if (process.platform === 'win32') {
        await writeFile(join(place, `${programName}.cmd`), `@node "%~dp0\\${target}" %*\r\n`);
        continue;
      }
      await chmod(join(place, target), 0o755);
      await symlink(target, join(place, programName));
    }
  }
}

/** Of installations that were cut off. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(dirname(folder)).catch(() => []);
  const leftovers = names.filter((name) => name.startsWith(`${basename(folder)}.`));
  for (const name of leftovers) await rm(join(dirname(folder), name), { recursive: true, force: true });
}

async function replaceFolder(staged: string, folder: string): Promise<void> {
  const old = `${folder}.${randomUUID()}`;
  const hasOld = existsSync(folder);
  if (hasOld) await rename(folder, old);
  await rename(staged, folder);
  if (hasOld) await rm(old, { recursive: true, force: true });
}

function diskError(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('DISK_FULL', `The disk of "${folder}" is full; tfjs-node-gpu needs about 2 GB.`, error);
  }
  if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') return error;
  return new AppError('INSTALL_FAILED', `"${folder}" cannot be written to (${code}).`, error);
}
