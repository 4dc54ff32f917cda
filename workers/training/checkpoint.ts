import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import * as v from 'valibot';
import type { NetworkWeights } from '../architectures/trainableNetwork.ts';
import type { FittedObjects } from '../inference/grouping/objectFit.ts';
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
  /** Step of the last validation; -1 before the first. */
  validatedStep: number;
  /** Whether what was frozen learns by now. */
  isThawed: boolean;
  weights: NetworkWeights;
  optimiser: OptimiserVectors;
}

export interface BestModel {
  readonly step: number;
  readonly dice: number;
  readonly dicePerLabel: readonly (number | null)[];
  readonly objects: FittedObjects | null;
  readonly weights: NetworkWeights;
}

const format = 'maskwright-checkpoint-3';
const header = v.object({
  format: v.literal(format),
  step: v.number(),
  elapsedMs: v.number(),
  validationsWithoutGain: v.number(),
  validatedStep: v.number(),
  isThawed: v.optional(v.boolean(), false),
  parameterCount: v.number(),
  bufferCount: v.number(),
  /** Names of the optimiser's vectors, in their order. */
  optimiser: v.array(v.string()),
  best: v.nullable(
    v.object({
      step: v.number(),
      dice: v.number(),
      dicePerLabel: v.array(v.nullable(v.number())),
      objects: v.optional(
        v.nullable(
          v.object({
            mean: v.number(),
            atHalf: v.number(),
            leastContrast: v.number(),
            leastScore: v.optional(v.number(), 0),
          }),
        ),
        null,
      ),
    }),
  ),
});
/** Bytes before the header, which say how long it is. */
const lengthBytes = 4;
/** Bytes of the checksum at the end. */
const checksumBytes = 4;
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
    validatedStep: state.validatedStep,
    isThawed: state.isThawed,
    parameterCount: weights.parameters.length,
    bufferCount: weights.buffers.length,
    optimiser: Object.keys(optimiser),
    best: best && { step: best.step, dice: best.dice, dicePerLabel: [...best.dicePerLabel], objects: best.objects },
  } satisfies v.InferInput<typeof header>);
  const bestVectors = best ? [best.weights.parameters, best.weights.buffers] : [];
  const vectors = [weights.parameters, weights.buffers, ...Object.values(optimiser), ...bestVectors];
  const json = Buffer.from(text);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(json.length);
  const parts = vectors.map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
  const content = Buffer.concat([length, json, ...parts, Buffer.alloc(checksumBytes)]);
  const end = content.length - checksumBytes;
  content.writeUInt32LE(crc32(content.subarray(0, end)), end);
  return content;
}

/** Throws where the bytes are no whole checkpoint of this format. */
export function decodeCheckpoint(bytes: Buffer): TrainingState {
  const end = bytes.length - checksumBytes;
  if (end < lengthBytes || crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) {
    throw new RangeError('It is cut off or damaged.');
  }
  const start = lengthBytes + bytes.readUInt32LE();
  const text = new TextDecoder().decode(bytes.subarray(lengthBytes, start));
  const { parameterCount, bufferCount, optimiser, best, ...progress } = v.parse(header, JSON.parse(text));
  const perWeights = [parameterCount, bufferCount];
  const lengths = [...perWeights, ...optimiser.map(() => parameterCount), ...(best === null ? [] : perWeights)];
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (end !== start + total * 4) throw new RangeError('It does not hold what it says.');
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
  const { step, elapsedMs, validationsWithoutGain, validatedStep, isThawed } = progress;
  return {
    step,
    elapsedMs,
    validationsWithoutGain,
    validatedStep,
    isThawed,
    best: best && { ...best, weights: weightsFrom(vectors.length - 2) },
    weights: weightsFrom(0),
    optimiser: Object.fromEntries(optimiser.map((name, index) => [name, vectors[index + 2] as Float32Array])),
  };
}

/** Whether all weights and all that the optimiser keeps are numbers. */
export function hasOnlyNumbers({ weights, optimiser }: Pick<TrainingState, 'weights' | 'optimiser'>): boolean {
  // Vectors have millions of entries: a plain loop is ten times as fast as `every`.
  for (const vector of [weights.parameters, weights.buffers, ...Object.values(optimiser)]) {
    for (let i = 0; i < vector.length; i++) if (!Number.isFinite(vector[i])) return false;
  }
  return true;
}

/** Path of a run folder's checkpoint, below the folder. */
export function checkpointName(step: number): string {
  return `checkpoints/step-${String(step).padStart(8, '0')}.checkpoint`;
}

/**
 * Writes the checkpoint, then removes all but it and the one before. Returns its path below the run folder. Those of
 * later steps are none that this run could go on from: it went back behind them. Throws `DISK_FULL`, and
 * `RangeError` where a weight is no number: nothing could go on from that.
 */
export async function saveCheckpoint(runFolder: string, state: TrainingState): Promise<string> {
  if (!hasOnlyNumbers(state)) throw new RangeError('A checkpoint must not hold weights that are no numbers.');
  const name = checkpointName(state.step);
  await writeDurably(join(runFolder, name), encodeCheckpoint(state));
  const known = await listCheckpoints(runFolder);
  const kept = known.filter((other) => stepOf(other) <= state.step).slice(0, keptCheckpoints);
  const rest = known.filter((other) => !kept.includes(other));
  await Promise.all(rest.map((other) => rm(join(runFolder, 'checkpoints', other), { force: true })));
  return name;
}

/** The newest checkpoint that is whole; `null` where there is none. `onDamaged` is told of each that is not. */
export async function loadCheckpoint(
  runFolder: string,
  onDamaged: (name: string, cause: unknown) => void,
): Promise<TrainingState | null> {
  for (const name of await listCheckpoints(runFolder)) {
    try {
      return decodeCheckpoint(await readFile(join(runFolder, 'checkpoints', name)));
    } catch (error) {
      onDamaged(name, error);
    }
  }
  return null;
}

const namePattern = /^step-(\d+)\.checkpoint$/;

function stepOf(name: string): number {
  return Number(namePattern.exec(name)?.[1]);
}

/** Newest first. */
async function listCheckpoints(runFolder: string): Promise<string[]> {
  const names = await readdir(join(runFolder, 'checkpoints')).catch(() => []);
  return names.filter((name) => namePattern.test(name)).sort((a, b) => stepOf(b) - stepOf(a));
}
