import { withFusedConvolutions } from './fusedConvolutions.ts';
import type { Graph, GraphNode } from './graph.ts';
import { GraphBuilder, type Value } from './graphBuilder.ts';
import { sliceRanges } from './layoutShapes.ts';
import type { Attributes, Operator } from './operators.ts';
import { addInputsAndConstants } from './rewriteGraph.ts';

/**
 * The same graph with its convolutions in onnxruntime's own layout for processors, which keeps `block` channels of a
 * pixel side by side: (N, C / block, H, W, block) under the nominal shape (N, C, H, W). onnxruntime does this itself
 * where kernels are constants; in a training step they are not, so their blocks are made in the graph. Operators that
 * work alike in either layout stay in it; before all others the values are put back.
 */
export function withBlockedLayout(graph: Graph, block: number): Graph {
  const layout = new Layout(block);
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

/** Which values there are in which layout; a value is put into the other one when it is first asked for in it. */
class Layout {
  readonly builder = new GraphBuilder();
  readonly block: number;
  readonly #blocked = new Map<Value, Value>();
  readonly #plain = new Set<Value>();
  readonly #kernels = new Map<Value, Value>();

  constructor(block: number) {
    this.block = block;
  }

  /** The shape of a value of the original graph, in either layout. */
  shape(value: Value): readonly number[] {
    return this.builder.shape(this.#blocked.get(value) ?? value);
  }

  isBlocked(value: Value): boolean {
    return this.#blocked.has(value);
  }

  canBeBlocked(value: Value): boolean {
    const shape = value === '' ? [] : this.shape(value);
    return shape.length === 4 && (shape[1] ?? 0) % this.block === 0;
  }

  blocked(value: Value): Value {
    const known = this.#blocked.get(value);
    if (known !== undefined) return known;
    const reordered = this.builder.add('NchwcReorderInput', [value], {}, blockedName(value));
    this.#blocked.set(value, reordered);
    this.#plain.add(value);
    return reordered;
  }

  plain(value: Value): Value {
    const blocked = this.#blocked.get(value);
    if (blocked === undefined || this.#plain.has(value)) return value;
    this.#plain.add(value);
    return this.builder.add('NchwcReorderOutput', [blocked], { channels: this.shape(value)[1] ?? 0 }, value);
  }

  /** `value` of the original graph is `blocked` from now on. */
  set(value: Value, blocked: Value): void {
    this.#blocked.set(value, blocked);
  }

  /** (O, C, rows, columns) to (O / block, C / block, rows, columns, block of C, block of O), under its nominal shape. */
  kernel(value: Value): Value {
    const known = this.#kernels.get(value);
    if (known !== undefined) return known;
    const { builder, block } = this;
    const shape = builder.shape(this.plain(value));
    const [outputs = 0, channels = 0, ...window] = shape;
    const parts = [outputs / block, block, channels / block, block, ...window];
    const split = builder.add('Reshape', [value, builder.integers(parts)], {}, `${value}/split`);
    const moved = builder.add('Transpose', [split], { perm: [0, 2, 4, 5, 3, 1] }, `${value}/moved`);
    const kernel = builder.add('Reshape', [moved, builder.integers(shape)], {}, blockedName(value));
    this.#kernels.set(value, kernel);
    return kernel;
  }
}

/** Adds the node in blocks and says so, or leaves it. */
type BlockedForm = (layout: Layout, node: GraphNode) => boolean;

const blockedForms: { readonly [O in Operator]?: BlockedForm } = {
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
  DepthToSpace: (layout, node) => {
    const [x = ''] = node.inputs;
    const { blocksize = 1, mode } = (node as GraphNode<'DepthToSpace'>).attributes;
    const [samples = 1, channels = 1, height = 1, width = 1] = layout.shape(x);
    const outputs = channels / blocksize ** 2;
    if (!layout.isBlocked(x) || mode === 'CRD' || outputs % layout.block !== 0) return false;
    const shape = [samples, outputs, height * blocksize, width * blocksize];
    return gather(layout, node, shape, ([channelBlock = 0, row = 0, column = 0]) => {
      const quarter = (row % blocksize) * blocksize + (column % blocksize);
      const from = (quarter * outputs) / layout.block + channelBlock;
      return [from, Math.floor(row / blocksize), Math.floor(column / blocksize)];
    });
  },
  HardSigmoid: elementwise,
  Identity: elementwise,
  Mul: elementwise,
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
  Slice: (layout, node) => {
    const [x = '', ...lists] = node.inputs;
    const { builder } = layout;
    if (!layout.isBlocked(x)) return false;
    const shape = layout.shape(x);
    const ranges = sliceRanges(shape, (index, fallback) => {
      const tensor = builder.tensor(lists[index - 1] ?? '');
      return tensor === undefined ? (fallback ?? []) : Array.from(tensor.data, Number);
    });
    if (ranges.has(0) || ranges.has(1)) return false;
    const counts = shape.map((size, axis) => ranges.get(axis)?.count ?? size);
    return gather(layout, node, counts, ([channelBlock = 0, ...place]) => [
      channelBlock,
      ...place.map((steps, axis) => {
        const { start, step } = ranges.get(axis + 2) ?? { start: 0, step: 1 };
        return start + steps * step;
      }),
    ]);
  },
  SpaceToDepth: (layout, node) => {
    const [x = ''] = node.inputs;
    const { blocksize = 1 } = (node as GraphNode<'SpaceToDepth'>).attributes;
    const [samples = 1, channels = 1, height = 1, width = 1] = layout.shape(x);
    if (!layout.isBlocked(x)) return false;
    const blocks = channels / layout.block;
    const shape = [samples, channels * blocksize ** 2, height / blocksize, width / blocksize];
    return gather(layout, node, shape, ([channelBlock = 0, row = 0, column = 0]) => {
      const quarter = Math.floor(channelBlock / blocks);
      return [
        channelBlock % blocks,
        row * blocksize + Math.floor(quarter / blocksize),
        column * blocksize + (quarter % blocksize),
      ];
    });
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
function elementwise(layout: Layout, node: GraphNode): boolean {
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

/** Where in the input a block of channels comes from: its number among the blocks, its row and its column. */
type BlockPlace = readonly number[];

/** The node's output, of this shape, block by block from those of its input. */
function gather(
  layout: Layout,
  { inputs: [x = ''], outputs: [output = ''] }: GraphNode,
  shape: readonly number[],
  placeOf: (place: BlockPlace) => BlockPlace,
): true {
  const { builder, block } = layout;
  const [samples = 1, channels = 1, height = 1, width = 1] = shape;
  const [, inputChannels = 1, inputHeight = 1, inputWidth = 1] = layout.shape(x);
  const blocks = (channels / block) * height * width;
  const indices = Array.from({ length: blocks }, (_, i) => {
    const [from = 0, row = 0, column = 0] = placeOf([
      Math.floor(i / (height * width)),
      Math.floor(i / width) % height,
      i % width,
    ]);
    return (from * inputHeight + row) * inputWidth + column;
  });
  const sizes = [samples, (inputChannels / block) * inputHeight * inputWidth, block];
  const rows = builder.add('Reshape', [layout.blocked(x), builder.integers(sizes)], {}, `${output}/blocks`);
  const list = builder.integers(indices);
  const taken = builder.add('Gather', [rows, list], { axis: 1 }, `${output}/taken`);
  layout.set(output, builder.add('Reshape', [taken, builder.integers(shape)], {}, blockedName(output)));
  return true;
}

function put<O extends Operator>(
  layout: Layout,
  { outputs: [output = ''] }: GraphNode,
  operator: O,
  inputs: readonly Value[],
  attributes: Attributes<O>,
): true {
  layout.set(output, layout.builder.add(operator, inputs, attributes, blockedName(output)));
  return true;
}

/** Names of this pass end in a way that no other does. */
function blockedName(value: Value): Value {
  return `${value}/blocked`;
}
