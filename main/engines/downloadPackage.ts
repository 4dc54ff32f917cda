import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AppError } from '../../app/contract/errors.ts';
import type { LockedPackage } from './packageLock.ts';
import { readTar } from './readTar.ts';

/** Of one package; the largest one here has 150 MB. */
const mostBytes = 512 * 2 ** 20;
const program = 0o755;
const plainFile = 0o644;

/** npm's variable for people behind a mirror. */
export function packageRegistry(environment: NodeJS.ProcessEnv = process.env): string {
  return (environment.npm_config_registry ?? 'https://registry.npmjs.org').replace(/\/+$/, '');
}

/**
 * Fetches one package from the registry, compares it with the hash of the lock file, and unpacks it below `folder`.
 * Throws `INSTALL_FAILED` where it does not come, is another one, or would write outside its own folder.
 */
export async function downloadPackage(
  locked: LockedPackage,
  folder: string,
  registry: string,
  signal: AbortSignal,
): Promise<void> {
  const { name, version } = locked;
  const archive = await fetchArchive(locked, registry, signal);
  const hash = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  if (hash !== locked.integrity) {
    throw new AppError('INSTALL_FAILED', `${name} ${version} from ${registry} is not the package that was expected.`);
  }
  const bytes = await promisify(gunzip)(archive, { maxOutputLength: mostBytes });
  const home = join(folder, locked.path);
  for (const { path, isProgram, data } of readTar(bytes)) {
    signal.throwIfAborted();
    const place = placeOf(path, home);
    if (place === null) throw new AppError('INSTALL_FAILED', `${name} ${version} would write outside its folder.`);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, data, { mode: isProgram ? program : plainFile });
  }
}

async function fetchArchive({ name, version }: LockedPackage, registry: string, signal: AbortSignal): Promise<Buffer> {
  const file = `${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
  const address = `${registry}/${name}/-/${file}`;
  const failed = (how: string, cause?: unknown): AppError =>
    new AppError('INSTALL_FAILED', `${name} ${version} could not be fetched from ${registry}: ${how}.`, cause);
  try {
    const response = await fetch(address, { signal });
    if (!response.ok) throw failed(`it answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (cause) {
    if (signal.aborted || cause instanceof AppError) throw cause;
    throw failed('it does not answer', cause);
  }
}

/** Packages lie in a folder of their own in their archive, mostly called `package`. */
function placeOf(path: string, home: string): string | null {
  const inside = normalize(path.slice(path.indexOf('/') + 1));
  const place = join(home, inside);
  const isFile = inside !== '.' && !inside.endsWith(sep) && !inside.includes('\0');
  return isFile && place.startsWith(home + sep) ? place : null;
}
