import type { Graph, GraphNode } from './graph.ts';
import type { Operator } from './operators.ts';
import type { TensorInfo } from './shapes/shapeRule.ts';
import { inferValues } from './shapes/valueInfos.ts';
import { windowCounts, windowOf } from './shapes/windows.ts';

type WindowOperator = 'AveragePool' | 'Conv' | 'MaxPool';

/**
 * A graph of fixed sizes with its windows' pads as numbers, and rounded up only where that adds a window. onnxruntime 1.30
 * refuses `auto_pad` with dilations in a Conv and miscounts it in a MaxPool, fails where it asks for fewer pixels than
 * there are, and takes a rounding up that adds nothing for one more window while it loads a graph.
 */
export function settleWindows(graph: Graph): Graph {
  const infos = inferValues(graph);
  const nodes = graph.nodes.map((node) => (isWindow(node) ? settle(node, (name) => infos.get(name)) : node));
  return { ...graph, nodes };
}

function isWindow(node: GraphNode): node is GraphNode<WindowOperator> {
  const windowOperators: readonly Operator[] = ['AveragePool', 'Conv', 'MaxPool'] satisfies WindowOperator[];
  return windowOperators.includes(node.operator);
}

function settle(
  node: GraphNode<WindowOperator>,
  infoOf: (name: string) => TensorInfo | undefined,
): GraphNode<WindowOperator> {
  const { auto_pad: automatic = 'NOTSET', ceil_mode: rounding, ...others } = { ceil_mode: 0, ...node.attributes };
  if (!automatic.startsWith('SAME') && rounding !== 1) return node;
  const [image, kernel] = node.inputs.map(infoOf);
  const sizes = image?.shape.slice(2) ?? [];
  const window = windowOf(sizes, node.attributes, node.operator === 'Conv' ? kernel?.shape.slice(2) : undefined);
  const [up, down] = [true, false].map((roundUp) => windowCounts(sizes, window, roundUp).join());
  const ceil = rounding === 1 && up !== down ? { ceil_mode: 1 } : {};
  return { ...node, attributes: { ...others, pads: window.pads, ...ceil } };
}
