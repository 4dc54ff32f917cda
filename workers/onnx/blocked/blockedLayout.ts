import { blockedChannels } from './blockedChannels.ts';
import { blockedElementwise } from './blockedElementwise.ts';
import { blockedMoves } from './blockedMoves.ts';
import { blockedStatistics } from './blockedStatistics.ts';
import { BlockedValues, type BlockedForms } from './blockedValues.ts';
import { blockedWindows } from './blockedWindows.ts';
import { withFusedConvolutions } from './fusedConvolutions.ts';
import type { Graph } from '../graph.ts';
import { addInputsAndConstants } from '../rewriteGraph.ts';

const tables: readonly BlockedForms[] = [
  blockedWindows,
  blockedMoves,
  blockedElementwise,
  blockedChannels,
  blockedStatistics,
];

/**
 * The same graph with its convolutions in onnxruntime's own layout for processors, which keeps `block` channels of a
 * pixel side by side: (N, C / block, H, W, block) under the nominal shape (N, C, H, W). onnxruntime does this itself
 * where kernels are constants; in a training step they are not, so their blocks are made in the graph. Operators that
 * have a form in blocks stay in them; before all others the values are put back.
 */
export function withBlockedLayout(graph: Graph, block: number): Graph {
  const layout = new BlockedValues(graph, block);
  const { builder } = layout;
  addInputsAndConstants(builder, graph);
  for (const node of graph.nodes) {
    if (tables.some((forms) => forms[node.operator]?.(layout, node) === true)) continue;
    const inputs = node.inputs.map((input) => layout.plain(input));
    builder.addNode({ ...node, inputs });
  }
  for (const { name } of graph.outputs) builder.output(layout.plain(name));
  return withFusedConvolutions(builder.finish());
}
