import type { Graph, GraphNode } from './graph.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import { rewriteGraph } from './rewriteGraph.ts';

/**
 * The same graph with some operators put in other words that onnxruntime computes faster on a processor: LogSoftmax over
 * any axis but the last, before and after which it moves that axis to the end.
 */
export function withProcessorForms(graph: Graph): Graph {
  return rewriteGraph(graph, (builder, node) => {
    return node.operator === 'LogSoftmax' && writeOutLogSoftmax(builder, node as GraphNode<'LogSoftmax'>);
  });
}

/** y = u - log(sum(exp(u))) with u = x - max(x), so that nothing overflows. */
function writeOutLogSoftmax(builder: GraphBuilder, { inputs, outputs, attributes }: GraphNode<'LogSoftmax'>): boolean {
  const [x = ''] = inputs;
  const { axis = -1 } = attributes;
  if (axis === -1 || axis === builder.shape(x).length - 1) return false;
  const axes = builder.integers([axis]);
  const u = builder.add('Sub', [x, builder.add('ReduceMax', [x, axes], { keepdims: 1 })]);
  const sum = builder.add('ReduceSum', [builder.add('Exp', [u]), axes], { keepdims: 1 });
  builder.add('Sub', [u, builder.add('Log', [sum])], {}, outputs[0]);
  return true;
}
