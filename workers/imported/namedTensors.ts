import { float32Tensor, int64Tensor, type Tensor } from '../onnx/graph.ts';
import { nodeError, type ForeignModel, type ForeignNode } from './foreignModel.ts';

/**
 * The model with every tensor under a name of its own: the numbers of Constant nodes become tensors, and so do the
 * Identity nodes that PyTorch writes where two weights were equal when it saved them, which ties them no further.
 * Running averages that several normalisations share, for the same reason, are theirs alone.
 */
export function withNamedTensors(model: ForeignModel): ForeignModel {
  const tensors = new Map(model.tensors);
  const constants = new Set(model.constants);
  const nodes: ForeignNode[] = [];
  const statistics = new Set<string>();
  for (const node of model.nodes) {
    const [output = ''] = node.outputs;
    const copied = node.operator === 'Identity' ? tensors.get(node.inputs[0] ?? '') : undefined;
    if (node.operator === 'Constant') {
      tensors.set(output, constantOf(model.file, node));
      constants.add(output);
    } else if (copied !== undefined) {
      tensors.set(output, copied);
      if (constants.has(node.inputs[0] ?? '')) constants.add(output);
    } else if (node.operator === 'BatchNormalization') {
      nodes.push({
        ...node,
        inputs: node.inputs.map((name, i) => (i < 3 ? name : ownName(name, tensors, statistics))),
      });
    } else {
      nodes.push(node);
    }
  }
  return { ...model, tensors, constants, nodes };
}

function ownName(name: string, tensors: Map<string, Tensor>, taken: Set<string>): string {
  const tensor = tensors.get(name);
  if (tensor === undefined) return name;
  let own = name;
  for (let i = 2; taken.has(own) || (own !== name && tensors.has(own)); i++) own = `${name}.${i}`;
  taken.add(own);
  tensors.set(own, tensor);
  return own;
}

function constantOf(file: string, node: ForeignNode): Tensor {
  const [entry, ...others] = [...node.attributes];
  const attribute = entry?.[1];
  if (attribute === undefined || attribute.kind === 'string' || others.length > 0) {
    throw nodeError(file, node, 'holds no numbers');
  }
  switch (attribute.kind) {
    case 'tensor':
      return attribute.value;
    case 'float':
      return float32Tensor([], [attribute.value]);
    case 'floats':
      return float32Tensor([attribute.value.length], attribute.value);
    case 'int':
      return { ...int64Tensor([attribute.value]), shape: [] };
    case 'ints':
      return int64Tensor(attribute.value);
  }
}
