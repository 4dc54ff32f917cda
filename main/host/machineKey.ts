import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, release } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { tfjsFolder } from './userFolders.ts';
import { version } from './version.ts';

/** Whatever decides which devices work, in words: what is remembered of them holds while all of it stays the same. */
export type MachineKey = Readonly<Record<string, string>>;

/** Of the environment: which driver and which card the graphics libraries take. */
const variables = ['LD_LIBRARY_PATH', 'CUDA_VISIBLE_DEVICES', 'VK_DRIVER_FILES', 'VK_ICD_FILENAMES'];

export async function machineKey(environment: NodeJS.ProcessEnv = process.env): Promise<MachineKey> {
  return {
    program: version,
    onnxruntime: await onnxruntimeText(),
    tfjs: await installationText(join(tfjsFolder(environment), 'package-lock.json')),
    system: `${process.platform} ${release()} ${process.arch}`,
    processor: `${availableParallelism()} of ${cpus()[0]?.model ?? ''}`,
    graphics: await (graphicsTexts[process.platform] ?? noText)(),
    environment: variables.map((name) => `${name}=${environment[name] ?? ''}`).join(' '),
  };
}

const graphicsTexts: Partial<Readonly<Record<NodeJS.Platform, () => Promise<string>>>> = {
  linux: linuxGraphics,
  win32: windowsGraphics,
};

/** Elsewhere graphics drivers come with the system, whose release is part of the key. */
function noText(): Promise<string> {
  return Promise.resolve('');
}

/** Its version, and its libraries, of which some may be fetched later. */
async function onnxruntimeText(): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  const { version: installed } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const libraries = await names(join(dirname(manifest), 'bin', 'napi-v6', process.platform, process.arch));
  return [installed, ...libraries].join(' ');
}

/** The cards of the system, NVIDIA's driver, and the Vulkan drivers with their versions' times. */
async function linuxGraphics(): Promise<string> {
  const cards = (await names('/sys/class/drm')).filter((name) => /^card\d+$/.test(name));
  const ids = cards.flatMap((card) =>
    ['vendor', 'device'].map((part) => text(`/sys/class/drm/${card}/device/${part}`)),
  );
  const folders = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d'];
  const drivers = (
    await Promise.all(folders.map(async (folder) => (await names(folder)).map((file) => join(folder, file))))
  ).flat();
  const parts = [text('/proc/driver/nvidia/version'), ...ids, ...drivers.map(installationText)];
  return [...drivers, ...(await Promise.all(parts))].join(' ');
}

const displayAdapters = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}`;

/** Name and version of every driver for graphics cards. */
async function windowsGraphics(): Promise<string> {
  const query = ['query', displayAdapters, '/s', '/f', 'Driver', '/v'];
  try {
    return (await promisify(execFile)('reg', query, { windowsHide: true })).stdout.replaceAll(/\s+/g, ' ');
  } catch {
    return '';
  }
}

async function text(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '')).trim();
}

async function names(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

/** When a file came to be as it is; installing again changes it. */
async function installationText(file: string): Promise<string> {
  return stat(file).then(
    ({ mtimeMs, size }) => `${size} ${mtimeMs}`,
    () => 'none',
  );
}
