import { axisFrom } from '../onnx/shapes/shapeRule.ts';
import { elementCount, type Tensor } from '../onnx/graph.ts';
import type { ForeignModel, ForeignNode } from './foreignModel.ts';
import { nodesBehind } from './replay.ts';

/** A tensor of the file that can learn. */
export interface LearnableTensor {
  readonly name: string;
  readonly tensor: Tensor;
  /** Multiplied with activations and summed up, so that weight decay applies; others scale and shift. */
  readonly isKernel: boolean;
  /** The node that it is used in first. */
  readonly node: ForeignNode;
  /** Its layer: the kernels in their order count, and what follows one up to the next belongs to it. */
  readonly layer: number;
}

const kernelPlaces: Readonly<Record<string, readonly number[]>> = {
  Conv: [1],
  ConvTranspose: [1],
  Einsum: [0, 1],
  Gemm: [0, 1],
  MatMul: [0, 1],
};
/** Biases of kernels, scales and shifts of normalisations, slopes. */
const vectorPlaces: Readonly<Record<string, readonly number[]>> = {
  BatchNormalization: [1, 2],
  Conv: [2],
  ConvTranspose: [2],
  Gemm: [2],
  GroupNormalization: [1, 2],
  InstanceNormalization: [1, 2],
  LayerNormalization: [1, 2],
  PRelu: [1],
};
const affineOperators: readonly string[] = ['Add', 'Div', 'Mul', 'Sub'];
/** On the way from a weight to its use these only move numbers. */
const movingOperators: readonly string[] = ['Cast', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze'];

/**
 * The tensors that a network learns by, in the order of their use on the way to `target`: kernels, biases, scales and
 * shifts of normalisations and slopes; further, what an Add, Sub, Mul or Div applies to activations behind the first
 * kernel, where it is a vector along one axis. Other constants stay: sizes, single numbers, what prepares the image.
 */
export function learnableTensors(model: ForeignModel, target: string): readonly LearnableTensor[] {
  const makers = new Map(model.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const found = new Map<string, LearnableTensor>();
  let kernels = 0;
  const offer = (node: ForeignNode, place: number, isKernel: boolean, fits: (tensor: Tensor) => boolean): boolean => {
    const name = sourceOf(node.inputs[place] ?? '', makers);
    const tensor = model.tensors.get(name);
    if (tensor?.dataType !== 'float32' || !fits(tensor)) return false;
    if (found.has(name)) return true;
    found.set(name, { name, tensor, isKernel, node, layer: Math.max(0, kernels - (isKernel ? 0 : 1)) });
    return true;
  };
  for (const node of nodesBehind(model, target)) {
    const { operator } = node;
    const kernelHere = (kernelPlaces[operator] ?? []).map((place) => {
      return offer(node, place, true, ({ shape }) => shape.length >= 2);
    });
    if (kernelHere.includes(true)) kernels++;
    const isWeight = (place: number): boolean => !model.constants.has(node.inputs[place] ?? '');
    for (const place of vectorPlaces[operator] ?? []) if (isWeight(place)) offer(node, place, false, () => true);
    if (affineOperators.includes(operator) && kernels > 0) {
      for (const place of [0, 1]) if (isWeight(place)) offer(node, place, false, isVector);
    }
  }
  return [...found.values()];
}

function isVector({ shape }: Tensor): boolean {
  return elementCount(shape) > 1 && shape.filter((size) => size !== 1).length === 1;
}

function sourceOf(name: string, makers: ReadonlyMap<string, ForeignNode>): string {
  let source = name;
  for (;;) {
    const maker = makers.get(source);
    if (maker === undefined || !movingOperators.includes(maker.operator)) return source;
    source = maker.inputs[0] ?? '';
  }
}

/** How many channels a kernel's node makes; `undefined` where it has none of its own. */
export function channelsMade(model: ForeignModel, node: ForeignNode): number | undefined {
  const shape = model.tensors.get(node.inputs[1] ?? '')?.shape;
  if (shape === undefined) return undefined;
  const group = node.attributes.get('group')?.value ?? 1;
  const isTransposed = node.attributes.get('transB')?.value === 1;
  if (node.operator === 'Conv') return shape[0];
  if (node.operator === 'ConvTranspose') return (shape[1] ?? 0) * Number(group);
  if (node.operator === 'Gemm') return shape[isTransposed ? 0 : 1];
  return node.operator === 'MatMul' ? shape[axisFrom(-1, shape.length)] : undefined;
}

/** The last kernels' nodes on the way to `target`, the last one first. */
export function kernelNodes(model: ForeignModel, target: string): readonly ForeignNode[] {
  return nodesBehind(model, target)
    .filter(({ operator }) => Object.hasOwn(kernelPlaces, operator))
    .toReversed();
}
