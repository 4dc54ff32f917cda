import { withFusedConvolutions } from './fusedConvolutions.ts';
import type { Graph, GraphNode } from './graph.ts';
import { blockedMoves } from './blockedMoves.ts';
import { blockedName, BlockedValues, type BlockedForm } from './blockedValues.ts';
import type { Value } from './graphBuilder.ts';
import type { Attributes, Operator } from './operators.ts';
import { addInputsAndConstants } from './rewriteGraph.ts';

/**
 * The same graph with its convolutions in onnxruntime's own layout for processors, which keeps `block` channels of a
 * pixel side by side: (N, C / block, H, W, block) under the nominal shape (N, C, H, W). onnxruntime does this itself
 * where kernels are constants; in a training step they are not, so their blocks are made in the graph. Operators that
 * work alike in either layout stay in it; before all others the values are put back.
 */
export function withBlockedLayout(graph: Graph, block: number): Graph {
  const layout = new BlockedValues(block);
  const { builder } = layout;
  addInputsAndConstants(builder, graph);
  for (const node of graph.nodes) {
    const isTaken = blockedForms[node.operator]?.(layout, node) ?? false;
    if (isTaken) continue;
    const inputs = node.inputs.map((input) => layout.plain(input));
    builder.addNode({ ...node, inputs });
  }
  for (const { name } of graph.outputs) builder.output(layout.plain(name));
  return withFusedConvolutions(builder.finish());
}

const blockedForms: { readonly [O in Operator]?: BlockedForm } = {
  ...blockedMoves,
  Add: elementwise,
  AveragePool: (layout, node) => {
    const [x = ''] = node.inputs;
    const { kernel_shape, strides = [1, 1], auto_pad, ...borders } = (node as GraphNode<'AveragePool'>).attributes;
    const isBare = (auto_pad ?? 'VALID') === 'VALID' && Object.keys(borders).length === 0;
    if (!layout.isBlocked(x) || kernel_shape?.length !== 2 || !isBare) return false;
    const attributes = { kernel_shape, strides, pads: [0, 0, 0, 0], dilations: [1, 1] };
    return put(layout, node, 'NchwcAveragePool', [layout.blocked(x)], attributes);
  },
  // Along the channels, whole blocks lie behind each other in either layout.
  Concat: (layout, node) => {
    const isAlongChannels = (node as GraphNode<'Concat'>).attributes.axis === 1;
    return isAlongChannels && node.inputs.every((input) => layout.canBeBlocked(input)) && elementwise(layout, node);
  },
  Conv: (layout, node) => {
    const [x = '', kernel = '', ...bias] = node.inputs;
    const { group = 1, auto_pad = 'NOTSET', pads, strides, dilations } = (node as GraphNode<'Conv'>).attributes;
    const [outputs = 0, , ...window] = layout.shape(kernel);
    const isPlain = group === 1 && auto_pad === 'NOTSET' && window.length === 2;
    if (!isPlain || outputs % layout.block !== 0 || !layout.canBeBlocked(x)) return false;
    const inputs = [layout.blocked(x), layout.kernel(kernel), ...bias.map((value) => layout.plain(value))];
    const attributes = {
      group,
      kernel_shape: window,
      pads: pads ?? [0, 0, 0, 0],
      strides: strides ?? [1, 1],
      dilations: dilations ?? [1, 1],
    };
    return put(layout, node, 'NchwcConv', inputs, attributes);
  },
  HardSigmoid: elementwise,
  Identity: elementwise,
  Mul: elementwise,
  // Put in blocks by the graph itself: what is in them already is taken as it is.
  NchwcReorderInput: (layout, { inputs: [x = ''], outputs: [output = ''] }) => {
    layout.replace(output, layout.blocked(x));
    return true;
  },
  NchwcReorderOutput: (layout, { inputs: [x = ''], outputs: [output = ''] }) => {
    layout.set(output, x);
    return true;
  },
  Relu: elementwise,
  Resize: (layout, node) => {
    const [x = '', , scales = ''] = node.inputs;
    const { mode, nearest_mode, coordinate_transformation_mode } = (node as GraphNode<'Resize'>).attributes;
    const isRepetition =
      mode === 'nearest' && nearest_mode === 'floor' && coordinate_transformation_mode === 'asymmetric';
    const factors = Array.from(layout.builder.tensor(scales)?.data ?? [], Number);
    if (!layout.isBlocked(x) || !isRepetition || factors.length !== 4 || !factors.every(Number.isInteger)) return false;
    const attributes = { scales: factors, mode: 'nearest' };
    return put(layout, node, 'NchwcUpsample', [layout.blocked(x)], attributes);
  },
  Split: (layout, node) => {
    const [x = '', sizes = ''] = node.inputs;
    const { axis } = (node as GraphNode<'Split'>).attributes;
    const parts = Array.from(layout.builder.tensor(sizes)?.data ?? [], Number);
    const areBlocks = parts.length === node.outputs.length && parts.every((part) => part % layout.block === 0);
    if (!layout.isBlocked(x) || axis !== 1 || !areBlocks) return false;
    const outputs = layout.builder.addMany(
      'Split',
      [layout.blocked(x), sizes],
      parts.length,
      { axis },
      blockedName(node.outputs[0] ?? ''),
    );
    for (const [index, output] of node.outputs.entries()) layout.set(output, outputs[index] ?? '');
    return true;
  },
  Sub: elementwise,
};

/** Every number by itself, so the layout does not matter as long as it is the same for all inputs. */
function elementwise(layout: BlockedValues, node: GraphNode): boolean {
  const { inputs, operator, attributes } = node;
  const sizes = inputs.map((input) => layout.shape(input));
  const isSame = operator === 'Concat' || sizes.every((size) => size.join() === sizes[0]?.join());
  if (!isSame || !inputs.some((input) => layout.isBlocked(input))) return false;
  return put(
    layout,
    node,
    operator,
    inputs.map((input) => layout.blocked(input)),
    attributes,
  );
}

function put<O extends Operator>(
  layout: BlockedValues,
  { outputs: [output = ''] }: GraphNode,
  operator: O,
  inputs: readonly Value[],
  attributes: Attributes<O>,
): true {
  layout.set(output, layout.builder.add(operator, inputs, attributes, blockedName(output)));
  return true;
}
