import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ValueInfoMessage } from '../file/onnxSchema.ts';
import { openSession } from '../session.ts';
import { copyDraft, elementTypes, makeNode, writeDraft, type NetworkDraft } from './networkDraft.ts';
import { ValueHistogram, type ValueRange } from './valueRanges.ts';

/** Inputs of runs by name, as onnxruntime takes them. */
export type RunInputs = readonly Readonly<Record<string, Tensor>>[];

/** Values that are copied out of one run: the largest networks have dozens, of some megabytes each. */
const valuesPerRun = 24;

/**
 * Runs the network on each input, on the processor, and counts the numbers of `values`, which may be any real values of
 * it. Throws `RangeError` where a number is not finite.
 */
export async function measureValues(
  draft: NetworkDraft,
  values: readonly string[],
  inputs: RunInputs,
): Promise<ReadonlyMap<string, ValueHistogram>> {
  const histograms = new Map(values.map((name) => [name, new ValueHistogram()]));
  const made = madeValues(draft, values);
  await withSession(draft, made, async (session) => {
    for (const input of inputs) {
      for (const [name, tensor] of Object.entries(input)) histograms.get(name)?.add(tensor.data as Float32Array);
      for (let first = 0; first < made.length; first += valuesPerRun) {
        const names = made.slice(first, first + valuesPerRun);
        const results = await session.run(input, names);
        for (const name of names) histograms.get(name)?.add(results[name]?.data as Float32Array);
      }
    }
  });
  return histograms;
}

/** The smallest and largest numbers of `values`, found within the runs. Throws `RangeError` where one is not finite. */
export async function measureExtremes(
  original: NetworkDraft,
  values: readonly string[],
  inputs: RunInputs,
): Promise<ReadonlyMap<string, ValueRange>> {
  const draft = copyDraft(original);
  const made = madeValues(draft, values);
  const ends = made.map((value) => ({
    value,
    low: draft.freshName(`${value}_low`),
    high: draft.freshName(`${value}_high`),
  }));
  draft.nodes = [
    ...draft.nodes,
    ...ends.flatMap(({ value, low, high }) => [
      makeNode('ReduceMin', [value], low, { keepdims: 0 }),
      makeNode('ReduceMax', [value], high, { keepdims: 0 }),
    ]),
  ];
  const ranges = new Map<string, ValueRange>();
  const outputs = ends.flatMap(({ low, high }) => [low, high]);
  await withSession(draft, outputs, async (session) => {
    for (const input of inputs) {
      const results = await session.run(input);
      for (const { value, low, high } of ends) {
        const [least = NaN, most = NaN] = [low, high].map((name) => (results[name]?.data as Float32Array)[0]);
        if (!Number.isFinite(least) || !Number.isFinite(most)) throw new RangeError('A number is not finite.');
        const known = ranges.get(value) ?? { low: least, high: most };
        ranges.set(value, { low: Math.min(known.low, least), high: Math.max(known.high, most) });
      }
    }
  });
  return ranges;
}

function madeValues(draft: NetworkDraft, values: readonly string[]): readonly string[] {
  const fed = new Set(draft.inputs.map(({ name = '' }) => name));
  return values.filter((name) => !fed.has(name));
}

async function withSession(
  draft: NetworkDraft,
  outputs: readonly string[],
  work: (session: InferenceSession) => Promise<void>,
): Promise<void> {
  const session = await openSession(writeDraft(draft, outputs.map(describeValue)), { device: 'cpu' });
  try {
    await work(session);
  } finally {
    await session.release();
  }
}

function describeValue(name: string): ValueInfoMessage {
  return { name, type: { tensorType: { elemType: elementTypes.float32 } } };
}
