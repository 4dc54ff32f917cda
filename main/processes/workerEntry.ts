import { join } from 'node:path';

/** Folder below `workers/`; the process is called the same everywhere. */
export type WorkerName = 'cutouts' | 'deployment' | 'images' | 'imported' | 'inference' | 'training' | 'sample';

/** The file that starts a worker. */
export function workerEntry(name: WorkerName): string {
  return program([name], 'entry', name);
}

/** The program that measures how fast one device trains; see there for what it is told and what it prints. */
export function speedTest(): string {
  return program(['training', 'engines'], 'runSpeedTest');
}

/** The program that measures how long a model takes on one device; see there for what it is told and what it prints. */
export function latencyTest(): string {
  return program(['deployment'], 'measureLatency');
}

/** The program that tries tfjs-node-gpu: `<folder>` makes it print one line of JSON, `{ usable, reason, fix }`. */
export function tfjsProbe(): string {
  return program(['training', 'engines'], 'probeTfjs');
}

/** The program that tries one device: `<device> fasterThanProcessor` prints one line, `{ works, faster, reason, fix }`. */
export function deviceProbe(): string {
  return program(['onnx', 'devices'], 'probeDevice');
}

/** `workers/<folder>/<name>.ts` where the host runs from its sources; where it is packed, a script beside its bundle. */
function program(folder: readonly string[], name: string, packedName = name): string {
  const here = import.meta.dirname;
  const runsFromSources = import.meta.filename.endsWith('.ts');
  return runsFromSources ? join(here, '..', '..', 'workers', ...folder, `${name}.ts`) : join(here, `${packedName}.js`);
}
