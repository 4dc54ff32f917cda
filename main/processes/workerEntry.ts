import { join } from 'node:path';

/** Folder below `workers/`; the process is called the same everywhere. */
export type WorkerName = 'images' | 'imported' | 'inference' | 'training' | 'sample';

/**
 * The file that starts a worker: `workers/<name>/entry.ts` where the host runs from its sources, `<name>.js` beside
 * the bundled host where it is packed.
 */
export function workerEntry(name: WorkerName): string {
  const here = import.meta.dirname;
  const runsFromSources = import.meta.filename.endsWith('.ts');
  return runsFromSources ? join(here, '..', '..', 'workers', name, 'entry.ts') : join(here, `${name}.js`);
}

/** The program that measures how fast one device trains; see there for what it is told and what it prints. */
export function speedTest(): string {
  const here = import.meta.dirname;
  const sources = join(here, '..', '..', 'workers', 'training', 'engines');
  return import.meta.filename.endsWith('.ts') ? join(sources, 'runSpeedTest.ts') : join(here, 'runSpeedTest.js');
}

/** The program that tries tfjs-node-gpu: `<folder>` makes it print one line of JSON, `{ usable, reason, fix }`. */
export function tfjsProbe(): string {
  const here = import.meta.dirname;
  const sources = join(here, '..', '..', 'workers', 'training', 'engines');
  return import.meta.filename.endsWith('.ts') ? join(sources, 'probeTfjs.ts') : join(here, 'probeTfjs.js');
}

/** The program that tries one device: `<device> fasterThanProcessor` prints one line, `{ works, faster, reason, fix }`. */
export function deviceProbe(): string {
  const here = import.meta.dirname;
  const runsFromSources = import.meta.filename.endsWith('.ts');
  return runsFromSources ? join(here, '..', '..', 'workers', 'onnx', 'probeDevice.ts') : join(here, 'probeDevice.js');
}
