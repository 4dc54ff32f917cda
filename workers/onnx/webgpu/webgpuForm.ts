import type { Graph, GraphNode, Tensor } from '../graph.ts';
import { inferShapes } from '../shapes/shapeInference.ts';
import type { TensorInfo } from '../shapes/shapeRule.ts';
import { padBeginning } from './endPads.ts';
import { fillChannels } from './filledChannels.ts';
import { fillGroups } from './filledGroups.ts';
import { cutForwards } from './forwardSlices.ts';
import { makeOperandsPlain } from './plainOperands.ts';
import type { Repair, RepairedGraph } from './repair.ts';

/** In this order: a convolution with other pads may be one to be filled. */
const repairs: readonly Repair[] = [padBeginning, fillChannels, fillGroups, cutForwards, makeOperandsPlain];

/**
 * The same graph in words that onnxruntime 1.30's WebGPU provider computes rightly; some forms it takes and computes
 * wrongly, on every graphics card.
 */
export function inWebgpuForm(graph: Graph): Graph {
  const initializers = new Map<string, Tensor>(graph.initializers);
  const infos = knownInfos(graph);
  const known: RepairedGraph = {
    infoOf: (value) => infos.get(value),
    numbersOf: (value) => {
      const tensor = initializers.get(value);
      return tensor && Array.from(tensor.data, Number);
    },
    constant: (name, tensor) => {
      initializers.set(name, tensor);
      return name;
    },
  };
  const nodes = repairs.reduce<readonly GraphNode[]>(
    (list, repair) => list.flatMap((node) => repair(node, known)),
    graph.nodes,
  );
  return { ...graph, initializers, nodes };
}

/** Type and shape of every value that does not depend on a size with a name. */
function knownInfos({ inputs, initializers, nodes }: Graph): ReadonlyMap<string, TensorInfo> {
  const infos = new Map<string, TensorInfo>(initializers);
  for (const { name, dataType, shape } of inputs) {
    if (shape.every((size) => typeof size === 'number')) infos.set(name, { dataType, shape });
  }
  for (const { operator, inputs: names, outputs, attributes } of nodes) {
    const known = names.map((name) => infos.get(name));
    if (known.some((info, i) => info === undefined && names[i] !== '')) continue;
    const found = inferShapes(operator, known, attributes, (index) => initializers.get(names[index] ?? ''));
    for (const [i, name] of outputs.entries()) infos.set(name, found[i] as TensorInfo);
  }
  return infos;
}
