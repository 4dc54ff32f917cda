import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { NetworkWeights } from '../architectures/trainableNetwork.ts';
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
  weights: NetworkWeights;
  optimiser: OptimiserVectors;
}

export interface BestModel {
  readonly step: number;
  readonly dice: number;
  readonly dicePerLabel: readonly (number | null)[];
  readonly weights: NetworkWeights;
}

const format = 'maskwright-checkpoint-2';
const header = v.object({
  format: v.literal(format),
  step: v.number(),
  elapsedMs: v.number(),
  validationsWithoutGain: v.number(),
  parameterCount: v.number(),
  bufferCount: v.number(),
  /** Names of the optimiser's vectors, in their order. */
  optimiser: v.array(v.string()),
  best: v.nullable(v.object({ step: v.number(), dice: v.number(), dicePerLabel: v.array(v.nullable(v.number())) })),
});
/** Bytes before the header, which say how long it is. */
const lengthBytes = 4;
const keptCheckpoints = 2;

/**
 * Layout: length of the JSON (uint32, little endian), JSON, vectors of float32: parameters, buffers, the optimiser's, each
 * as long as the parameters, the best parameters and the best buffers.
 */
export function encodeCheckpoint(state: TrainingState): Uint8Array {
  const { best, optimiser, weights } = state;
  const text = JSON.stringify({
    format,
    step: state.step,
    elapsedMs: state.elapsedMs,
    validationsWithoutGain: state.validationsWithoutGain,
    parameterCount: weights.parameters.length,
    bufferCount: weights.buffers.length,
    optimiser: Object.keys(optimiser),
    best: best && { step: best.step, dice: best.dice, dicePerLabel: [...best.dicePerLabel] },
  } satisfies v.InferInput<typeof header>);
  const bestVectors = best ? [best.weights.parameters, best.weights.buffers] : [];
  const vectors = [weights.parameters, weights.buffers, ...Object.values(optimiser), ...bestVectors];
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
  const { parameterCount, bufferCount, optimiser, best, ...progress } = v.parse(header, JSON.parse(text));
  const { step, elapsedMs, validationsWithoutGain } = progress;
  const perWeights = [parameterCount, bufferCount];
  const lengths = [...perWeights, ...optimiser.map(() => parameterCount), ...(best === null ? [] : perWeights)];
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (bytes.length !== start + total * 4) throw new RangeError('A checkpoint is cut off.');
  let offset = start;
  const vectors = lengths.map((length) => {
    // Copied, because a Buffer's own slices share its memory and may not be aligned.
    const part = Uint8Array.from(bytes.subarray(offset, (offset += length * 4)));
    return new Float32Array(part.buffer);
  });
  const weightsFrom = (index: number): NetworkWeights => {
    const [parameters, buffers] = vectors.slice(index, index + 2) as [Float32Array, Float32Array];
    return { parameters, buffers };
  };
  return {
    step,
    elapsedMs,
    validationsWithoutGain,
    best: best && { ...best, weights: weightsFrom(vectors.length - 2) },
    weights: weightsFrom(0),
    optimiser: Object.fromEntries(optimiser.map((name, index) => [name, vectors[index + 2] as Float32Array])),
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
