import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startPackageRegistry, type PublishedPackage } from '../../tests/fixtures/packageRegistry.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { installTfjs, tfjsRecipe } from './installTfjs.ts';
import { readPackageLock } from './packageLock.ts';

/** Starts a program of another package by its name, as the real one does, which writes the add-on. */
const installScript = `
  const { execFileSync } = require('child_process');
  console.log('* Downloading ' + process.argv.slice(2).join(' '));
  execFileSync('fake-pre-gyp', [], { stdio: 'inherit', shell: process.platform === 'win32' });`;
const preGyp = `#!/usr/bin/env node
  const fs = require('fs');
  fs.mkdirSync('lib/napi-v8', { recursive: true });
  fs.writeFileSync('lib/napi-v8/tfjs_binding.node', require('nested').word);`;

const nodeGpu = (script: string): PublishedPackage => ({
  name: '@tensorflow/tfjs-node-gpu',
  version: '4.22.0',
  files: { 'package.json': '{}', 'scripts/install.js': script },
});
const others: readonly PublishedPackage[] = [
  { name: 'fake-pre-gyp', version: '1.0.9', files: { 'bin/run': preGyp, 'package.json': '{}' } },
  { name: 'nested', version: '2.0.0', files: { 'index.js': "exports.word = 'add-on';" } },
];

interface Prepared {
  readonly folder: string;
  readonly recipe: string;
  readonly registry: string;
}

async function prepare(script = installScript, change: Record<string, object> = {}): Promise<Prepared> {
  const packages = [nodeGpu(script), ...others];
  const { address, integrityOf } = await startPackageRegistry(packages);
  const home = temporaryFolder();
  const recipe = join(home, 'recipe');
  const entry = (name: string) => ({
    version: packages.find((known) => known.name === name)?.version,
    integrity: integrityOf(name),
  });
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': { version: '1.0.0' },
      'node_modules/@tensorflow/tfjs-node-gpu': entry('@tensorflow/tfjs-node-gpu'),
      'node_modules/fake-pre-gyp': { ...entry('fake-pre-gyp'), bin: { 'fake-pre-gyp': 'bin/run' } },
      'node_modules/fake-pre-gyp/node_modules/nested': entry('nested'),
      ...change,
    },
  };
  await mkdir(recipe);
  await writeFile(join(recipe, 'package.json'), '{}');
  await writeFile(join(recipe, 'package-lock.json'), JSON.stringify(lock));
  return { folder: join(home, 'engines', 'tfjs-gpu'), recipe, registry: address };
}

function install({ folder, recipe, registry }: Prepared, signal = new AbortController().signal, told: object[] = []) {
  return installTfjs(folder, recipe, registry, { signal, update: (change) => void told.push(change) });
}

const addOn = 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node';

describe('installing tfjs-node-gpu', () => {
  it('fetches every package, runs the installation, and replaces what was there', async () => {
    const prepared = await prepare();
    const { folder } = prepared;
    await mkdir(`${folder}.cut-off`, { recursive: true });
    await mkdir(folder);
    await writeFile(join(folder, 'old'), '');
    const told: object[] = [];
    await install(prepared, undefined, told);
    expect(await readFile(join(folder, addOn), 'utf8')).toBe('add-on');
    expect(await readdir(folder)).toEqual(['node_modules', 'package-lock.json', 'package.json']);
    expect(await readdir(join(folder, '..'))).toEqual(['tfjs-gpu']);
    expect(told[0]).toEqual({ done: 0, total: 4 });
    expect(told).toContainEqual({ detail: '* Downloading gpu download' });
    expect(told.at(-1)).toEqual({ done: 4, detail: '' });
  });

  const otherHash = `sha512-${'A'.repeat(86)}==`;
  const failing = "process.nextTick(() => { throw new Error('getaddrinfo ENOTFOUND storage.googleapis.com'); });";
  it.each([
    [
      'a package that is another one',
      () => prepare(installScript, { 'node_modules/nested': { version: '2.0.0', integrity: otherHash } }),
      /^nested 2\.0\.0 from http.* is not the package that was expected\.$/,
    ],
    [
      'a package that the registry lacks',
      () => prepare(installScript, { 'node_modules/lost': { version: '1.0.0', integrity: otherHash } }),
      /^lost 1\.0\.0 could not be fetched from http.*: it answered 404\.$/,
    ],
    ['a failing installation', () => prepare(failing), /failed: getaddrinfo ENOTFOUND storage\.googleapis\.com\.$/],
    ['an installation without an add-on', () => prepare(''), /ended without its add-on/],
  ])('says in one sentence what went wrong, and keeps what was there: %s', async (_, preparing, sentence) => {
    const prepared = await preparing();
    await mkdir(prepared.folder, { recursive: true });
    await writeFile(join(prepared.folder, 'old'), '');
    await expect(install(prepared)).rejects.toMatchObject({
      code: 'INSTALL_FAILED',
      message: expect.stringMatching(sentence) as unknown,
    });
    expect(await readdir(join(prepared.folder, '..'))).toEqual(['tfjs-gpu']);
    expect(await readdir(prepared.folder)).toEqual(['old']);
  });

  it('says that the registry does not answer', async () => {
    const prepared = { ...(await prepare()), registry: 'http://127.0.0.1:9' };
    await expect(install(prepared)).rejects.toThrow(
      /could not be fetched from http:\/\/127\.0\.0\.1:9: it does not answer/,
    );
  });

  it('ends the installation with all that it started when it is cancelled, and leaves nothing', async () => {
    // The installation has ended when nothing holds its output any more, its own child included.
    const waiting = "require('child_process').execSync('echo waits; sleep 600', { stdio: 'inherit' });";
    const prepared = await prepare(
      process.platform === 'win32' ? "console.log('waits'); setTimeout(() => 0, 6e5)" : waiting,
    );
    const abort = new AbortController();
    const installing = installTfjs(prepared.folder, prepared.recipe, prepared.registry, {
      signal: abort.signal,
      update: ({ detail = '' }) => {
        if (detail === 'waits') abort.abort();
      },
    });
    await expect(installing).rejects.toThrow('abort');
    expect(await readdir(join(prepared.folder, '..'))).toEqual([]);
  });

  it('takes no lock file that leads outside the folder', async () => {
    const prepared = await prepare(installScript, {
      'node_modules/../../nested': { version: '2.0.0', integrity: otherHash },
    });
    await expect(install(prepared)).rejects.toThrow('does not pin node_modules/../../nested');
    expect(existsSync(prepared.folder)).toBe(false);
  });
});

it('pins every package of the real installation, and the release that the repairs are for', async () => {
  const packages = await readPackageLock(join(tfjsRecipe(), 'package-lock.json'));
  expect(packages.length).toBeGreaterThan(100);
  expect(packages.find(({ name }) => name === '@tensorflow/tfjs-node-gpu')?.version).toBe('4.22.0');
  expect(packages.find(({ path }) => path === 'node_modules/@mapbox/node-pre-gyp')?.programs).toEqual({
    'node-pre-gyp': 'bin/node-pre-gyp',
  });
});
