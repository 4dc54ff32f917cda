import type { NodeMessage } from '../file/onnxSchema.ts';
import { integerOf, realTensor, textOf, usesOf, type NetworkDraft } from './networkDraft.ts';
import { realValues } from './valueTypes.ts';

/** A node that multiplies 8-bit numbers with an 8-bit kernel. */
export interface Int8Product {
  readonly node: NodeMessage;
  /** Of the kernel: along which each index has a scale of its own. */
  readonly axis: number;
}

/** Where a network computes in 8 bits. */
export interface Int8Places {
  readonly products: ReadonlyMap<NodeMessage, Int8Product>;
  /** Nodes that move 8-bit numbers, or join and add them, and so need no float32 in between. */
  readonly carriers: ReadonlySet<NodeMessage>;
  /** Values that are held in 8 bits, with the value whose range is theirs, in the order in which they are made. */
  readonly values: ReadonlyMap<string, string>;
}

/** What moves numbers without changing them keeps their scale. */
const movers: ReadonlySet<string> = new Set([
  ...['DepthToSpace', 'Flatten', 'Identity', 'MaxPool', 'Reshape', 'SpaceToDepth', 'Squeeze', 'Transpose', 'Unsqueeze'],
]);
const joiners: ReadonlySet<string> = new Set(['Add', 'Concat']);
/** Cut-offs at zero, which the limits of 8-bit numbers without a sign do by themselves. */
const cutOffs: ReadonlySet<string> = new Set(['Relu']);

/**
 * Chooses what becomes 8-bit: convolutions, matrix products with a constant kernel, and what stands between them. The
 * first and the last product stay in float32 where `keepEnds` says so: they see the image's own numbers and make those that
 * classes are told apart by, at little cost.
 */
export function int8Places(draft: NetworkDraft, keepEnds: { first: boolean; last: boolean }): Int8Places {
  const uses = usesOf(draft);
  const real = realValues(draft);
  const outputs = new Set(draft.outputs.map(({ name = '' }) => name));
  const found = draft.nodes.flatMap((node) => productOf(draft, node) ?? []);
  const chosen = found.slice(keepEnds.first ? 1 : 0, keepEnds.last ? -1 : undefined);
  const products = new Map(chosen.map((product) => [product.node, product]));
  const carriers = new Set<NodeMessage>();
  const values = new Map<string, string>();
  for (const { node } of chosen) values.set(node.input[0] ?? '', node.input[0] ?? '');

  /** The value behind a cut-off that alone uses `value`, else `value`: nothing is rounded between the two. */
  const behindCutOff = (value: string): string => {
    const [only, ...others] = uses.get(value) ?? [];
    const isCut = only !== undefined && others.length === 0 && cutOffs.has(only.opType ?? '') && !outputs.has(value);
    return isCut ? (only.output[0] ?? value) : value;
  };
  for (const node of draft.nodes) {
    const output = behindCutOff(node.output[0] ?? '');
    if (products.has(node)) {
      values.set(output, output);
    } else if (isCarrier(node, real, values, outputs)) {
      const isMover = !joiners.has(node.opType ?? '');
      const target = isMover ? (node.output[0] ?? '') : output;
      values.set(target, isMover ? (values.get(node.input[0] ?? '') ?? '') : target);
      carriers.add(node);
    }
  }
  return { products, carriers, values };
}

function isCarrier(
  node: NodeMessage,
  real: ReadonlySet<string>,
  values: ReadonlyMap<string, string>,
  outputs: ReadonlySet<string>,
): boolean {
  const opType = node.opType ?? '';
  const isNearest = opType === 'Resize' && textOf(node, 'mode', 'nearest') === 'nearest';
  if (node.output.length !== 1 || outputs.has(node.output[0] ?? '')) return false;
  if (movers.has(opType) || isNearest) return values.has(node.input[0] ?? '');
  return joiners.has(opType) && node.input.every((value) => real.has(value) && values.has(value));
}

function productOf(draft: NetworkDraft, node: NodeMessage): Int8Product | null {
  const [, kernel = '', bias = ''] = node.input;
  const constant = realTensor(draft, kernel);
  if (constant === undefined || (bias !== '' && realTensor(draft, bias) === undefined)) return null;
  const axis = kernelAxis[node.opType ?? '']?.(node, constant.shape.length);
  return axis === undefined ? null : { node, axis };
}

/** Along which axis a kernel has the channels of the output; `undefined` where the node has no 8-bit form. */
const kernelAxis: Readonly<Record<string, (node: NodeMessage, rank: number) => number | undefined>> = {
  Conv: () => 0,
  ConvTranspose: (node) => (integerOf(node, 'group', 1) === 1 ? 1 : undefined),
  MatMul: (_, rank) => (rank === 2 ? 1 : undefined),
  Gemm: (node) => {
    const isPlain = ['alpha', 'beta'].every(
      (name) => (node.attribute.find((found) => found.name === name)?.f ?? 1) === 1,
    );
    return isPlain && integerOf(node, 'transA', 0) === 0 ? 1 - integerOf(node, 'transB', 0) : undefined;
  },
};
