import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryFolder } from './repository.ts';

/** A machine that is packed for; the same as the one that packs. */
export interface Target {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}

const licences = ['package.json', 'LICENSE*', 'LICENCE*'];

/**
 * Of every package that the host loads as files, the files that it needs on `target`: other platforms' binaries and the
 * sources of native code (some 300 MB) stay behind.
 */
function packedPackages({ platform, arch }: Target): Readonly<Record<string, readonly string[]>> {
  return {
    'better-sqlite3': ['lib/**', `prebuilds/${platform}-${arch}.node`],
    'onnxruntime-node': ['dist/**', `bin/napi-v6/${platform}/${arch}/**`],
    'onnxruntime-common': ['dist/**'],
    sharp: ['dist/**'],
    '@img/colour': ['**'],
    [`@img/sharp-${platform}-${arch}`]: ['**'],
    // On Windows the library lies in the package before it.
    ...(platform === 'win32' ? {} : { [`@img/sharp-libvips-${platform}-${arch}`]: ['**'] }),
    'detect-libc': ['lib/**'],
    semver: ['*.js', 'classes/**', 'functions/**', 'internal/**', 'ranges/**'],
  };
}

/** Puts the bundled host, its Node and its packages into `out/stage/host`, as they lie beside the packed program. */
export async function stageHost(target: Target): Promise<string> {
  const stage = join(repositoryFolder, 'out', 'stage', 'host');
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { recursive: true });
  await cp(join(repositoryFolder, 'out', 'host'), stage, { recursive: true });
  await cp(join(repositoryFolder, 'resources', 'engines'), join(stage, 'engines'), { recursive: true });
  await writeFile(join(stage, 'package.json'), `${JSON.stringify({ type: 'module', private: true })}\n`);
  const node = await nodeProgram(target);
  await cp(node, join(stage, target.platform === 'win32' ? 'node.exe' : 'node'));
  for (const [name, patterns] of Object.entries(packedPackages(target))) await stagePackage(stage, name, patterns);
  return stage;
}

async function stagePackage(stage: string, name: string, patterns: readonly string[]): Promise<void> {
  const from = join(repositoryFolder, 'node_modules', name);
  const manifest = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as { version: string };
  let count = 0;
  for await (const entry of glob([...patterns, ...licences], { cwd: from, withFileTypes: true })) {
    if (!entry.isFile() || /\.(d\.[cm]?ts|map|md)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    await cp(path, join(stage, 'node_modules', name, path.slice(from.length)));
    count++;
  }
  // The manifest alone is not a package.
  if (count < 2) throw new Error(`${name} ${manifest.version} has none of the files that are packed of it.`);
}

/** npm's own Node packages where they exist; elsewhere (macOS) the Node that packs. */
async function nodeProgram({ platform, arch }: Target): Promise<string> {
  const names = { win32: `node-win-${arch}/bin/node.exe`, linux: `node-linux-${arch}/bin/node` } as const;
  const name = platform === 'win32' || platform === 'linux' ? names[platform] : null;
  return name === null ? process.execPath : join(repositoryFolder, 'node_modules', name);
}
