import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';

/** Tiles are not compressed, so the cache of a project is kept below a size. Thumbnails are small and stay. */
export interface CacheLimits {
  readonly largestBytes: number;
  /** Tiles used a shorter time ago may be on screen. */
  readonly keepMs: number;
}

const defaultLimits: CacheLimits = { largestBytes: 6 * 2 ** 30, keepMs: 10 * 60_000 };
const trimIntervalMs = 60_000;

export interface CacheTrimmer {
  /** Looks after the size of a cache folder, at most once a minute. */
  grew(cacheFolder: string): void;
  settled(): Promise<void>;
}

export function createCacheTrimmer(log: Logger, limits: CacheLimits = defaultLimits): CacheTrimmer {
  let trimming: Promise<void> = Promise.resolve();
  let trimmedAt = 0;
  return {
    grew: (cacheFolder) => {
      if (Date.now() - trimmedAt < trimIntervalMs) return;
      trimmedAt = Date.now();
      trimming = trimCache(cacheFolder, limits, Date.now()).catch((error: unknown) => {
        log.warn({ err: error, cacheFolder }, 'the cache could not be trimmed');
      });
    },
    settled: () => trimming,
  };
}

/** Removes the tiles of the images that were not looked at for the longest time, until the rest fits. */
export async function trimCache(cacheFolder: string, limits: CacheLimits, now: number): Promise<void> {
  const folders = (await readdir(cacheFolder)).map((name) => join(cacheFolder, name, 'tiles'));
  const pyramids: { folder: string; usedAt: number; bytes: number }[] = [];
  for (const folder of folders) {
    const found = await stat(folder).catch(() => null);
    if (found) pyramids.push({ folder, usedAt: found.mtimeMs, bytes: await bytesIn(folder) });
  }
  let bytes = pyramids.reduce((sum, pyramid) => sum + pyramid.bytes, 0);
  for (const pyramid of pyramids.sort((a, b) => a.usedAt - b.usedAt)) {
    if (bytes <= limits.largestBytes || now - pyramid.usedAt < limits.keepMs) return;
    await rm(pyramid.folder, { recursive: true, force: true });
    bytes -= pyramid.bytes;
  }
}

/** Remembers, as the time of the folder, that the tiles in it were looked at. */
export async function markUsed(tilesFolder: string): Promise<void> {
  const now = new Date();
  await utimes(tilesFolder, now, now).catch(() => undefined);
}

async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder)) bytes += (await stat(join(folder, name)).catch(() => null))?.size ?? 0;
  return bytes;
}
