import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { OptimiserVectors } from '../optimisers/optimiser.ts';
import { writeDurably } from './durableFile.ts';

/** What has to go on as if nothing had happened. The sampler needs nothing: its batches follow from seed and step. */
export interface TrainingState {
  /** Steps done. */
  step: number;
  /** Time spent so far, over all processes of the run. */
  elapsedMs: number;
  best: BestModel | null;
  validationsWithoutGain: number;
  parameters: Float32Array;
  optimiser: OptimiserVectors;
}

export interface BestModel {
  readonly step: number;
  readonly dice: number;
  readonly dicePerLabel: readonly (number | null)[];
  readonly parameters: Float32Array;
}

const format = 'maskwright-checkpoint-1';
const header = v.object({
  format: v.literal(format),
  step: v.number(),
  elapsedMs: v.number(),
  validationsWithoutGain: v.number(),
  parameterCount: v.number(),
  /** Names of the optimiser's vectors, in their order. */
  optimiser: v.array(v.string()),
  best: v.nullable(v.object({ step: v.number(), dice: v.number(), dicePerLabel: v.array(v.nullable(v.number())) })),
});
/** Bytes before the header, which say how long it is. */
const lengthBytes = 4;
const keptCheckpoints = 2;

/**
 * Layout: length of the JSON (uint32, little endian), JSON, vectors of float32, each as long as the parameters: these, the
 * optimiser's, the best parameters.
 */
export function encodeCheckpoint(state: TrainingState): Uint8Array {
  const { best, optimiser } = state;
  const text = JSON.stringify({
    format,
    step: state.step,
    elapsedMs: state.elapsedMs,
    validationsWithoutGain: state.validationsWithoutGain,
    parameterCount: state.parameters.length,
    optimiser: Object.keys(optimiser),
    best: best && { step: best.step, dice: best.dice, dicePerLabel: [...best.dicePerLabel] },
  } satisfies v.InferInput<typeof header>);
  const vectors = [state.parameters, ...Object.values(optimiser), ...(best ? [best.parameters] : [])];
  const json = Buffer.from(text);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(json.length);
  const parts = vectors.map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
  return Buffer.concat([length, json, ...parts]);
}

/** Throws where the bytes are no whole checkpoint of this format. */
export function decodeCheckpoint(bytes: Buffer): TrainingState {
  const start = lengthBytes + bytes.readUInt32LE();
  const text = new TextDecoder().decode(bytes.subarray(lengthBytes, start));
  const { parameterCount, optimiser, best, ...progress } = v.parse(header, JSON.parse(text));
  const { step, elapsedMs, validationsWithoutGain } = progress;
  const length = parameterCount * 4;
  const vectors = 1 + optimiser.length + (best === null ? 0 : 1);
  if (bytes.length !== start + length * vectors) throw new RangeError('A checkpoint is cut off.');
  const vector = (index: number): Float32Array => {
    // Copied, because a Buffer's own slices share its memory and may not be aligned.
    const part = bytes.subarray(start + index * length, start + (index + 1) * length);
    return new Float32Array(Uint8Array.from(part).buffer);
  };
  return {
    step,
    elapsedMs,
    validationsWithoutGain,
    best: best && { ...best, parameters: vector(vectors - 1) },
    parameters: vector(0),
    optimiser: Object.fromEntries(optimiser.map((name, index) => [name, vector(1 + index)])),
  };
}

/** Path of a run folder's checkpoint, below the folder. */
export function checkpointName(step: number): string {
  return `checkpoints/step-${String(step).padStart(8, '0')}.checkpoint`;
}

/** Writes the checkpoint, then removes all but the last two. Returns its path below the run folder. */
export async function saveCheckpoint(runFolder: string, state: TrainingState): Promise<string> {
  const name = checkpointName(state.step);
  await writeDurably(join(runFolder, name), encodeCheckpoint(state));
  const old = (await listCheckpoints(runFolder)).slice(keptCheckpoints);
  await Promise.all(old.map((other) => rm(join(runFolder, 'checkpoints', other), { force: true })));
  return name;
}

/** The newest checkpoint that is whole; `null` where there is none. */
export async function loadCheckpoint(runFolder: string): Promise<TrainingState | null> {
  for (const name of await listCheckpoints(runFolder)) {
    try {
      return decodeCheckpoint(await readFile(join(runFolder, 'checkpoints', name)));
    } catch (error) {
      process.stderr.write(`training: ${name} cannot be used: ${String(error)}\n`);
    }
  }
  return null;
}

/** Newest first. */
async function listCheckpoints(runFolder: string): Promise<string[]> {
  const names = await readdir(join(runFolder, 'checkpoints')).catch(() => []);
  return names
    .filter((name) => name.endsWith('.checkpoint'))
    .sort()
    .reverse();
}
