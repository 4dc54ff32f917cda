import { copyFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Tfjs } from './tfjsOperator.ts';

const packageName = '@tensorflow/tfjs-node-gpu';
/** The newest of the Node-API versions that its add-on is built for. */
const addOnFolder = join('lib', 'napi-v8');

/** Where the add-on lies in a folder that tfjs-node-gpu was installed into. */
export function addOnFile(folder: string): string {
  return join(folder, 'node_modules', packageName, addOnFolder, 'tfjs_binding.node');
}

interface NodeBackend {
  readonly isUsingGpuDevice?: boolean;
}

/**
 * Loads tfjs-node-gpu 4.22 from the folder that it was installed into, with two repairs that its last release lacks, and
 * throws where it does not start or runs on the processor, on which it falls back without a word.
 */
export async function loadTfjs(folder: string, platform: NodeJS.Platform = process.platform): Promise<Tfjs> {
  restoreUtil();
  if (platform === 'win32') placeLibrary(folder);
  const require = createRequire(join(folder, 'package.json'));
  const tf = require(packageName) as Tfjs;
  await tf.ready();
  if ((tf.backend() as NodeBackend).isUsingGpuDevice !== true) {
    throw new Error('tfjs found no graphics card that it can use and would compute on the processor.');
  }
  return tf;
}

/** Node 23 dropped a function that the backend calls (tensorflow/tfjs 8609). */
function restoreUtil(): void {
  const util = createRequire(import.meta.url)('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
}

/** Its installation puts the library beside an add-on of Node's newest Node-API version, which it does not have. */
function placeLibrary(folder: string): void {
  const library = join(folder, 'node_modules', packageName, 'deps', 'lib', 'tensorflow.dll');
  const place = join(addOnFile(folder), '..', 'tensorflow.dll');
  if (existsSync(library) && !existsSync(place)) copyFileSync(library, place);
}
