import { int64Tensor, type GraphNode } from '../graph.ts';
import type { Repair, RepairedGraph } from './repair.ts';

const lane = 4;

/**
 * Further outputs of each group of a convolution, which are dropped again: onnxruntime 1.30 computes several outputs of a
 * grouped convolution at once, some of which belong to the next group, and finds the kernels of a transposed one at the
 * wrong place where each group has one output and an even number of channels.
 */
export const fillGroups: Repair = (node, graph) => {
  const [, kernel = '', bias = ''] = node.inputs;
  const shape = graph.infoOf(kernel)?.shape;
  const { group = 1 } = node.attributes as GraphNode<'Conv'>['attributes'];
  if (shape === undefined || group === 1) return [node];
  const [first = 1, second = 1] = shape;
  if (node.operator === 'Conv') {
    const outputs = first / group;
    const isWrong = outputs >= lane && outputs % together(first) !== 0;
    return isWrong
      ? filled(node, graph, { group, outputs, filledOutputs: nextMultiple(outputs), axis: 0, bias })
      : [node];
  }
  if (node.operator !== 'ConvTranspose' || second !== 1 || (first / group) % 2 !== 0) return [node];
  return filled(node, graph, { group, outputs: 1, filledOutputs: 2, axis: 1, bias });
};

/** How many outputs onnxruntime computes at once. */
function together(outputs: number): number {
  return [4, 2].find((size) => outputs % size === 0) ?? 1;
}

function nextMultiple(outputs: number): number {
  return Math.ceil(outputs / lane) * lane;
}

interface Filling {
  readonly group: number;
  /** Of each group. */
  readonly outputs: number;
  readonly filledOutputs: number;
  /** Of the outputs in the kernel, which a Conv has for all groups and a ConvTranspose for each. */
  readonly axis: 0 | 1;
  readonly bias: string;
}

/** The last output of each group is repeated. */
function filled(node: GraphNode, graph: RepairedGraph, filling: Filling): readonly GraphNode[] {
  const { group, outputs, filledOutputs, axis, bias } = filling;
  const [output = ''] = node.outputs;
  const [image = '', kernel = ''] = node.inputs;
  const ofGroup = Array.from({ length: filledOutputs }, (_, index) => Math.min(index, outputs - 1));
  const groups = Array.from({ length: group }, (_, index) => index);
  const ofAll = groups.flatMap((index) => ofGroup.map((place) => index * outputs + place));
  const kept = groups.flatMap((index) => ofGroup.slice(0, outputs).map((place) => index * filledOutputs + place));
  const gather = (value: string, indices: readonly number[], along: number, result: string): GraphNode<'Gather'> => ({
    operator: 'Gather',
    inputs: [value, graph.constant(`${result}/indices`, int64Tensor(indices))],
    outputs: [result],
    attributes: { axis: along },
  });
  const names = { kernel: `${output}/kernel`, bias: bias === '' ? '' : `${output}/bias`, all: `${output}/all` };
  return [
    gather(kernel, axis === 0 ? ofAll : ofGroup, axis, names.kernel),
    ...(bias === '' ? [] : [gather(bias, ofAll, 0, names.bias)]),
    { ...node, inputs: [image, names.kernel, ...(bias === '' ? [] : [names.bias])], outputs: [names.all] },
    gather(names.all, kept, 1, output),
  ];
}
