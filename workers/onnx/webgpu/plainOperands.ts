import { dataTypeNumbers, int64Tensor, type GraphNode } from '../graph.ts';
import type { Repair, RepairedGraph } from './repair.ts';

/**
 * Operands in the one form that onnxruntime 1.30's WebGPU provider takes: for `Pow` exponents of single precision, as many
 * as there are numbers or just one, and for `LayerNormalization` scales and biases of the full size.
 */
export const makeOperandsPlain: Repair = (node, graph) => {
  if (node.operator === 'Pow') return withPlainExponent(node, graph);
  return node.operator === 'LayerNormalization' ? withFullScale(node, graph) : [node];
};

function withPlainExponent(node: GraphNode, graph: RepairedGraph): readonly GraphNode[] {
  const [base = '', exponent = ''] = node.inputs;
  const [output = ''] = node.outputs;
  const { dataType = 'float32', shape } = graph.infoOf(exponent) ?? {};
  const single = dataType === 'float32' ? exponent : `${output}/single`;
  const cast: GraphNode<'Cast'> = {
    operator: 'Cast',
    inputs: [exponent],
    outputs: [single],
    attributes: { to: dataTypeNumbers.float32 },
  };
  const isOne = shape?.join() === '' || shape?.join() === '1';
  const full = shape === undefined || isOne ? undefined : graph.infoOf(output)?.shape;
  const operands = [base, exponent].map((value) => graph.infoOf(value)?.shape.join());
  const stretches = [base, single].map((value, index): GraphNode<'Expand'> | null => {
    if (full === undefined || operands[index] === full.join()) return null;
    return stretch(value, full, `${output}/operand${index}`, graph);
  });
  const inputs = [base, single].map((value, index) => stretches[index]?.outputs[0] ?? value);
  const casts = single === exponent ? [] : [cast];
  return [...casts, ...stretches.filter((node) => node !== null), { ...node, inputs }];
}

function withFullScale(node: GraphNode, graph: RepairedGraph): readonly GraphNode[] {
  const [value = '', ...operands] = node.inputs;
  const { axis = -1 } = node.attributes as GraphNode<'LayerNormalization'>['attributes'];
  const full = graph.infoOf(value)?.shape.slice(axis);
  if (full === undefined) return [node];
  const expands = operands.map((operand, index): GraphNode<'Expand'> | null => {
    if (operand === '' || graph.infoOf(operand)?.shape.join() === full.join()) return null;
    return stretch(operand, full, `${node.outputs[0] ?? ''}/operand${index}`, graph);
  });
  const inputs = operands.map((operand, index) => expands[index]?.outputs[0] ?? operand);
  return [...expands.filter((expand) => expand !== null), { ...node, inputs: [value, ...inputs] }];
}

function stretch(value: string, full: readonly number[], name: string, graph: RepairedGraph): GraphNode<'Expand'> {
  const shape = graph.constant(`${name}/shape`, int64Tensor(full));
  return { operator: 'Expand', inputs: [value, shape], outputs: [name], attributes: {} };
}
