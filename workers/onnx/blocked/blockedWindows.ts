import { blockedName, type BlockedForms, type BlockedValues } from './blockedValues.ts';
import type { GraphNode } from '../graph.ts';
import type { Value } from '../graphBuilder.ts';
import type { Attributes, Operator } from '../operators.ts';

/** Convolutions and what enlarges, reduces, joins and parts the images between them. */
export const blockedWindows = {
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
    const { inputs } = node;
    const { axis } = (node as GraphNode<'Concat'>).attributes;
    const areBlocks = inputs.every((input) => layout.canBeBlocked(input));
    if (axis !== 1 || !areBlocks || !inputs.some((input) => layout.isBlocked(input))) return false;
    const parts = inputs.map((input) => layout.blocked(input));
    return put(layout, node, 'Concat', parts, { axis });
  },
  Conv: (layout, node) => {
    const [x = '', kernel = '', ...bias] = node.inputs;
    const { group = 1, auto_pad = 'NOTSET', pads, strides, dilations } = (node as GraphNode<'Conv'>).attributes;
    const [outputs = 0, channels = 0, ...window] = layout.shape(kernel);
    const isDepthwise = group > 1 && group === outputs && group === layout.shape(x)[1];
    const isPlain = (group === 1 || isDepthwise) && auto_pad === 'NOTSET' && window.length === 2;
    // Images of fewer channels than a block, such as photographs, are taken as they are.
    const isThin = !isDepthwise && channels < layout.block;
    if (!isPlain || outputs % layout.block !== 0 || !(isThin || layout.canBeBlocked(x))) return false;
    const image = isThin ? layout.plain(x) : layout.blocked(x);
    const inputs = [image, layout.kernel(kernel), ...bias.map((value) => layout.plain(value))];
    const attributes = {
      group,
      kernel_shape: window,
      pads: pads ?? [0, 0, 0, 0],
      strides: strides ?? [1, 1],
      dilations: dilations ?? [1, 1],
    };
    return put(layout, node, 'NchwcConv', inputs, attributes);
  },
  // Put in blocks by the graph itself: what is in them already is taken as it is.
  NchwcReorderInput: (layout, { inputs: [x = ''], outputs: [output = ''] }) => {
    layout.replace(output, layout.blocked(x));
    return true;
  },
  NchwcReorderOutput: (layout, { inputs: [x = ''], outputs: [output = ''] }) => {
    layout.set(output, x);
    return true;
  },
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
} satisfies BlockedForms;

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
