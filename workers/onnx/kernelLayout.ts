import type { GraphNode } from './graph.ts';
import type { GraphBuilder, Value } from './graphBuilder.ts';

/**
 * Kernels are (O, C, rows, columns) by the standard. As (O, rows, columns, C), a training step puts them in blocks for
 * both of its directions, and their gradients back, with less moving.
 */
const firstFromLast = [0, 3, 1, 2];
const lastFromFirst = [0, 2, 3, 1];

/** A kernel (O, C, rows, columns) as (O, rows, columns, C), without any moving where it was made from such a one. */
export function channelsLast(builder: GraphBuilder, kernel: Value): Value {
  const node = builder.nodeOf(kernel);
  const isTurned =
    node?.operator === 'Transpose' && (node as GraphNode<'Transpose'>).attributes.perm?.join() === firstFromLast.join();
  return isTurned ? (node.inputs[0] ?? '') : builder.add('Transpose', [kernel], { perm: lastFromFirst });
}

/** (O, rows, columns, C) to (O, C, rows, columns). */
export function channelsFirst(builder: GraphBuilder, kernel: Value): Value {
  return builder.add('Transpose', [kernel], { perm: firstFromLast });
}
