import { join } from 'node:path';
import { build } from 'vite';
import { repositoryFolder } from './repository.ts';
import { isStale } from './staleness.ts';

const sources = ['app', 'renderer', 'vite.config.ts', 'package-lock.json'].map((path) => join(repositoryFolder, path));

/** Builds `out/renderer` where it is missing or older than its sources. Answers whether it had to. */
export async function buildPageIfStale(): Promise<boolean> {
  const page = join(repositoryFolder, 'out', 'renderer', 'index.html');
  if (!(await isStale(page, sources))) return false;
  await buildPage();
  return true;
}

export async function buildPage(): Promise<void> {
  await build({
    configFile: join(repositoryFolder, 'vite.config.ts'),
    root: join(repositoryFolder, 'renderer'),
    logLevel: 'warn',
  });
}
