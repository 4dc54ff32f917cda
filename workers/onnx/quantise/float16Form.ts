import type { NodeMessage } from '../file/onnxSchema.ts';
import { copyDraft, elementTypes, makeNode, packedTensor, realTensor, type NetworkDraft } from './networkDraft.ts';
import type { ValueRange } from './valueRanges.ts';
import { realValues } from './valueTypes.ts';

/**
 * Operators that add up or take powers of many numbers and so lose too much, or overflow, with 11 bits; and those that
 * onnxruntime has no float16 form of on some device.
 */
const preciseOperators: ReadonlySet<string> = new Set([
  ...['BatchNormalization', 'InstanceNormalization', 'LayerNormalization', 'GroupNormalization'],
  ...['GlobalAveragePool', 'ReduceL2', 'ReduceMean', 'ReduceSum', 'ReduceSumSquare', 'CumSum', 'Einsum'],
  ...['Softmax', 'LogSoftmax', 'Exp', 'Log', 'Pow', 'Erf', 'Softplus', 'Reciprocal', 'Sqrt', 'Div'],
]);

/** Inputs that are float32 whatever the operator computes in. */
const singleInputs: Readonly<Record<string, readonly number[]>> = { Resize: [1, 2], Upsample: [1] };

/** The largest number that float16 holds; what rounds beyond it becomes infinite. */
const largestHalf = 65504;
/** Images that were not measured may show larger values than those that were. */
const headroom = 4;

export interface Float16Form {
  readonly draft: NetworkDraft;
  /** Nodes that compute in float32 because their numbers would not fit into float16. */
  readonly outOfRange: readonly string[];
}

/**
 * The same network in float16: constants and most operators; inputs and outputs of the network stay float32. `ranges`
 * are the measured numbers of its values; what comes within a quarter of 65,504 is computed in float32, so that nothing
 * becomes infinite.
 */
export function float16Form(original: NetworkDraft, ranges: ReadonlyMap<string, ValueRange>): Float16Form {
  const draft = copyDraft(original);
  const real = realValues(draft);
  const outOfRange = draft.nodes.filter((node) => !fits(draft, node, real, ranges));
  const isPrecise = (node: NodeMessage): boolean => {
    return preciseOperators.has(node.opType ?? '') || outOfRange.includes(node);
  };
  const nodes: NodeMessage[] = [];
  /** Names of each value in the types that it is had in so far. */
  const singles = new Map<string, string>();
  const halves = new Map<string, string>();
  const outputs = new Set(draft.outputs.map(({ name = '' }) => name));

  const asHalf = (value: string): string => {
    const known = halves.get(value);
    if (known !== undefined) return known;
    const half = draft.freshName(`${value}_float16`);
    const constant = realTensor(draft, value);
    if (constant !== undefined) {
      draft.tensors.set(half, packedTensor('float16', constant.shape, bitsOf(constant.data)));
    } else {
      nodes.push(makeNode('Cast', [singles.get(value) ?? value], half, { to: elementTypes.float16 }));
    }
    halves.set(value, half);
    return half;
  };
  const asSingle = (value: string): string => {
    const half = halves.get(value);
    if (half === undefined || draft.tensors.has(value) || singles.has(value)) return singles.get(value) ?? value;
    const single = outputs.has(value) ? value : draft.freshName(`${value}_float32`);
    nodes.push(makeNode('Cast', [half], single, { to: elementTypes.float32 }));
    singles.set(value, single);
    return single;
  };

  for (const node of draft.nodes) {
    const touchesReal = [...node.input, ...node.output].some((value) => real.has(value));
    const isHalf = touchesReal && !isPrecise(node) && node.output.some((value) => real.has(value));
    const stays = singleInputs[node.opType ?? ''] ?? [];
    const input = node.input.map((value, index) => {
      if (!real.has(value)) return value;
      return isHalf && !stays.includes(index) ? asHalf(value) : asSingle(value);
    });
    const output = node.output.map((value) => {
      if (!isHalf || !real.has(value)) return value;
      const half = outputs.has(value) ? draft.freshName(`${value}_float16`) : value;
      halves.set(value, half);
      return half;
    });
    nodes.push(isHalf && node.opType === 'Cast' ? castToHalf(node, input, output) : { ...node, input, output });
  }
  for (const value of outputs) asSingle(value);
  draft.nodes = nodes;
  return { draft, outOfRange: outOfRange.map(({ name = '' }) => name) };
}

/** Of the nearest float16 of each number, ties to even. */
function bitsOf(values: Float32Array): Uint16Array {
  return new Uint16Array(Float16Array.from(values).buffer);
}

function castToHalf(node: NodeMessage, input: readonly string[], output: readonly string[]): NodeMessage {
  return { ...makeNode('Cast', input, output[0] ?? '', { to: elementTypes.float16 }), name: node.name ?? '' };
}

/** Whether the constants of a node and everything that it was seen to read and write are far enough from 65,504. */
function fits(
  draft: NetworkDraft,
  node: NodeMessage,
  real: ReadonlySet<string>,
  ranges: ReadonlyMap<string, ValueRange>,
): boolean {
  return [...node.input, ...node.output].every((value) => {
    if (!real.has(value)) return true;
    const constant = realTensor(draft, value);
    if (constant !== undefined) return constant.data.every((number) => Math.abs(number) <= largestHalf);
    const range = ranges.get(value);
    return range === undefined || Math.max(-range.low, range.high) * headroom <= largestHalf;
  });
}
