import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { DoctorCheck } from '../../app/contract/views.ts';
import { deviceNames } from '../../app/contract/deviceNames.ts';
import { checkDevice, checkTfjs } from './checkDevice.ts';
import type { HostContext } from './hostContext.ts';
import { dataFolder, defaultFolder } from './userFolders.ts';

type Finding = Omit<DoctorCheck, 'name'>;

interface Check {
  readonly name: string;
  readonly make: (context: HostContext) => Finding | Promise<Finding>;
}

const checks: readonly Check[] = [
  { name: 'Node', make: checkNode },
  { name: deviceNames.cpu, make: checkProcessor },
  { name: 'Memory', make: checkMemory },
  { name: 'Database', make: checkDatabase },
  { name: 'Image decoding', make: checkImages },
  { name: deviceNames.webgpu, make: (context) => checkDevice(context.knownDevices, 'webgpu') },
  { name: deviceNames.cuda, make: (context) => checkDevice(context.knownDevices, 'cuda') },
  { name: deviceNames.tfjs, make: (context) => checkTfjs(context.knownDevices) },
  { name: 'Settings', make: checkSettings },
  { name: 'Free space', make: checkFreeSpace },
];

/** Looks at everything that the studio needs of this machine. A check that cannot be made is a problem, not a failure. */
export async function runDoctorChecks(context: HostContext): Promise<readonly DoctorCheck[]> {
  const findings: DoctorCheck[] = [];
  for (const { name, make } of checks) {
    try {
      findings.push({ name, ...(await make(context)) });
    } catch (error) {
      context.log.warn({ err: error, check: name }, 'doctor check failed');
      const reason = error instanceof Error ? error.message : String(error);
      findings.push({
        name,
        ...bad(reason, 'Install again with "npm ci"; if that does not help, the log has the details.'),
      });
    }
  }
  return findings;
}

const good = (finding: string): Finding => ({ state: 'good', finding, advice: '' });
const limited = (finding: string, advice: string): Finding => ({ state: 'limited', finding, advice });
const bad = (finding: string, advice: string): Finding => ({ state: 'bad', finding, advice });

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 24) return good(process.versions.node);
  return bad(`${process.versions.node} is too old`, 'Use Node 24 or newer.');
}

function checkProcessor(): Finding {
  const cores = availableParallelism();
  const device = { id: 'cpu', works: true } as const;
  if (cores >= 2) return { ...good(`${cores} cores`), device };
  return { ...limited('one core', 'Training and the window share it; expect both to be slow.'), device };
}

const gibibyte = 1024 ** 3;

function checkMemory(): Finding {
  const total = totalmem() / gibibyte;
  const text = `${total.toFixed(0)} GB`;
  return total >= 4 ? good(text) : limited(text, 'Training needs about 2 GB; close other programs meanwhile.');
}

function checkDatabase(): Finding {
  const database = new Database(':memory:');
  try {
    return good(`SQLite ${String(database.prepare('SELECT sqlite_version()').pluck().get())}`);
  } finally {
    database.close();
  }
}

/** One black pixel, so that nothing but the decoder itself is tried. */
const onePixelPng = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';

async function checkImages(context: HostContext): Promise<Finding> {
  const folder = await mkdtemp(join(tmpdir(), 'maskwright-doctor-'));
  try {
    const file = join(folder, 'pixel.png');
    await writeFile(file, Buffer.from(onePixelPng, 'base64'));
    const { width, height } = await context.imageWorkers.probe(file);
    return width === 1 && height === 1 ? good('works') : bad(`read 1 x 1 as ${width} x ${height}`, 'Install again.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkSettings(): Promise<Finding> {
  const folder = dataFolder();
  const file = join(folder, `.writable-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, '');
    await rm(file);
    return good(folder);
  } catch {
    return bad(`${folder} cannot be written`, 'Give yourself the right to write there, or set MASKWRIGHT_HOME.');
  }
}

async function checkFreeSpace(): Promise<Finding> {
  const folder = defaultFolder();
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / gibibyte;
  const text = `${free.toFixed(0)} GB below ${folder}`;
  return free >= 5 ? good(text) : limited(text, 'Tiles, checkpoints and copied images may fill the disk.');
}
