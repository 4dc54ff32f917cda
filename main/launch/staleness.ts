import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** True where `output` is missing or older than anything below `sources` (files or folders). */
export async function isStale(output: string, sources: readonly string[]): Promise<boolean> {
  const built = await stat(output).catch(() => null);
  if (!built) return true;
  const newest = await Promise.all(sources.map(newestChange));
  return Math.max(...newest) > built.mtimeMs;
}

async function newestChange(path: string): Promise<number> {
  const stats = await stat(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const entries = await readdir(path);
  const changes = await Promise.all(entries.map((entry) => newestChange(join(path, entry))));
  return Math.max(stats.mtimeMs, ...changes);
}
