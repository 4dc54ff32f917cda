import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { repositoryFolder } from './repository.ts';

/** Packages with native code: they stay outside the bundles and travel as files. */
export const nativePackages = ['better-sqlite3', 'onnxruntime-node', 'sharp'] as const;

/**
 * Bundles host, command line and workers into `out/host` (flat: they find each other beside themselves) and the shell
 * with its preload script into `out/shell`.
 */
export async function buildPrograms(): Promise<void> {
  const workers = globSync('workers/*/entry.ts', { cwd: repositoryFolder });
  const programs = {
    host: 'main/host/entry.ts',
    maskwright: 'main/cli/entry.ts',
    ...Object.fromEntries(workers.map((entry) => [basename(dirname(entry)), entry])),
    measureLatency: 'workers/deployment/measureLatency.ts',
    probeDevice: 'workers/onnx/devices/probeDevice.ts',
    probeTfjs: 'workers/training/engines/probeTfjs.ts',
    runSpeedTest: 'workers/training/engines/runSpeedTest.ts',
    batchThread: 'workers/training/data/batchThread.ts',
  };
  await build(nodeBundle('out/host', programs, 'es'));
  await buildShell();
}

export async function buildShell(): Promise<void> {
  await build(nodeBundle('out/shell', { main: 'main/electron/main.ts' }, 'es'));
  // Sandboxed preload scripts can be neither modules nor several files.
  await build(nodeBundle('out/shell', { preload: 'main/electron/preload.ts' }, 'cjs'));
}

function nodeBundle(outDir: string, entries: Record<string, string>, format: 'es' | 'cjs'): InlineConfig {
  const input = Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, join(repositoryFolder, entry)]),
  );
  const extension = format === 'es' ? 'js' : 'cjs';
  return {
    configFile: false,
    root: repositoryFolder,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: [...nativePackages, 'electron'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir,
      emptyOutDir: format === 'es',
      minify: false,
      rolldownOptions: {
        input,
        output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}
