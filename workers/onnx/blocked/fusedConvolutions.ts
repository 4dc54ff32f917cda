import type { Graph, GraphNode } from '../graph.ts';
import { withoutUnused } from '../rewriteGraph.ts';

/**
 * The same graph with what is added to the result of a convolution in blocks, image or one number a channel, and a Relu
 * after it, left to the convolution, which saves a pass over its result each.
 */
export function withFusedConvolutions(graph: Graph): Graph {
  const uses = new Map<string, number>();
  for (const name of [...graph.nodes.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ name }) => name)]) {
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  const convolutions = new Map<string, GraphNode<'NchwcConv'>>();
  const nodes = graph.nodes.map((node): GraphNode => {
    const fused = fuse(graph, node, (value) => (uses.get(value) === 1 ? convolutions.get(value) : undefined));
    if (fused?.operator === 'NchwcConv') convolutions.set(fused.outputs[0] ?? '', fused);
    return fused ?? node;
  });
  return withoutUnused({ ...graph, nodes });
}

/** The convolution that does the work of `node` too, or is it; it stands in the node's place. */
function fuse(
  graph: Graph,
  node: GraphNode,
  onlyUsedHere: (value: string) => GraphNode<'NchwcConv'> | undefined,
): GraphNode<'NchwcConv'> | undefined {
  const { inputs, outputs } = node;
  if (node.operator === 'NchwcConv') {
    const own = node as GraphNode<'NchwcConv'>;
    const before = isAddition(graph, own) ? onlyUsedHere(inputs[0] ?? '') : undefined;
    const [image = '', kernel = '', bias = '', ...sum] = before?.inputs ?? [];
    if (before === undefined || bias !== '' || before.attributes.activation !== undefined) return own;
    return { ...before, inputs: [image, kernel, inputs[2] ?? '', ...sum], outputs };
  }
  if (node.operator === 'Relu') {
    const convolution = onlyUsedHere(inputs[0] ?? '');
    if (convolution === undefined || convolution.attributes.activation !== undefined) return undefined;
    return { ...convolution, outputs, attributes: { ...convolution.attributes, activation: 'Relu' } };
  }
  if (node.operator !== 'Add') return undefined;
  for (const [result, other] of [inputs, inputs.toReversed()] as [string, string][]) {
    const convolution = onlyUsedHere(result);
    const [image = '', kernel = '', bias = '', sum] = convolution?.inputs ?? [];
    const isFree = convolution?.attributes.activation === undefined && sum === undefined && result !== other;
    // What is added must be in blocks too, as all of an addition of this layout is.
    if (convolution !== undefined && isFree) return { ...convolution, inputs: [image, kernel, bias, other], outputs };
  }
  return undefined;
}

/** Whether a convolution only adds one number to each channel. */
function isAddition({ initializers }: Graph, { inputs: [, kernel = ''], attributes }: GraphNode<'NchwcConv'>): boolean {
  const { shape = [], data = [] } = initializers.get(kernel) ?? {};
  return shape.join() === [attributes.group, 1, 1, 1].join() && data.every((value) => value === 1);
}
