import { float32Tensor, type Graph, type GraphNode } from './graph.ts';
import type { GraphBuilder, Value } from './graphBuilder.ts';
import { channelsFirst, channelsLast } from './kernelLayout.ts';
import { rewriteGraph } from './rewriteGraph.ts';

/**
 * The same graph with its 3x3 convolutions of images that were upsampled twice by repetition computed on the images
 * themselves, which takes 4 of 9 products. A window on the upsampled image meets two rows and two columns of the image;
 * which of its kernel's rows fall together depends on whether the pixel's own row is even or odd, so there are four
 * kernels of 2x2, one for each quarter of the pixels (Shi et al., "Real-time single image and video super-resolution
 * using an efficient sub-pixel convolutional neural network", 2016). Where the upsampled image was joined with others
 * before, each gets its own part of the kernel, and the results are added.
 */
export function withUpsampledConvolutions(graph: Graph): Graph {
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  return rewriteGraph(graph, (builder, node) => {
    if (!isPlainConvolution(builder, node)) return false;
    const [image = '', kernel = '', bias = ''] = node.inputs;
    const joined = producers.get(image);
    const isJoined = joined?.operator === 'Concat' && (joined as GraphNode<'Concat'>).attributes.axis === 1;
    const parts = (isJoined ? joined.inputs : [image]).map((value) => {
      return { value, small: smallImage(builder, producers.get(value)) };
    });
    if (parts.every(({ small }) => small === null)) return false;

    const kernels = splitKernel(
      builder,
      kernel,
      parts.map(({ value }) => value),
    );
    const small = parts.flatMap(({ small }, index) => {
      return small === null ? [] : [convolveUpsampled(builder, small, kernels[index] ?? '')];
    });
    const others = parts.flatMap(({ small, value }, index) =>
      small === null ? [{ value, kernel: kernels[index] ?? '' }] : [],
    );
    const output = node.outputs[0] ?? '';
    const plain = others.map(({ value, kernel }, index) => {
      const inputs = index === 0 && bias !== '' ? [value, kernel, bias] : [value, kernel];
      return builder.add('Conv', inputs, node.attributes);
    });
    const shaped =
      bias === '' || plain.length > 0 ? [] : [builder.add('Reshape', [bias, builder.integers([1, -1, 1, 1])])];
    const [first = '', ...more] = [...small, ...plain, ...shaped];
    const last = more.pop();
    const sum = more.reduce((total, term) => builder.add('Add', [total, term]), first);
    if (last === undefined) builder.add('Identity', [sum], {}, output);
    else builder.add('Add', [sum, last], {}, output);
    return true;
  });
}

function isPlainConvolution(builder: GraphBuilder, node: GraphNode): node is GraphNode<'Conv'> {
  if (node.operator !== 'Conv') return false;
  const { group = 1, auto_pad = 'NOTSET', pads, strides, dilations } = (node as GraphNode<'Conv'>).attributes;
  const [, , ...window] = builder.shape(node.inputs[1] ?? '');
  return (
    group === 1 &&
    auto_pad === 'NOTSET' &&
    window.join() === '3,3' &&
    pads?.join() === '1,1,1,1' &&
    (strides ?? []).every((stride) => stride === 1) &&
    (dilations ?? []).every((dilation) => dilation === 1)
  );
}

/** What a node repeats twice along rows and columns; `null` where it does anything else. */
function smallImage(builder: GraphBuilder, node: GraphNode | undefined): Value | null {
  if (node?.operator !== 'Resize') return null;
  const [image = '', , scales = ''] = node.inputs;
  const { mode, nearest_mode, coordinate_transformation_mode } = (node as GraphNode<'Resize'>).attributes;
  const isRepetition =
    mode === 'nearest' && nearest_mode === 'floor' && coordinate_transformation_mode === 'asymmetric';
  return isRepetition && Array.from(builder.tensor(scales)?.data ?? [], Number).join() === '1,1,2,2' ? image : null;
}

function splitKernel(builder: GraphBuilder, kernel: Value, images: readonly Value[]): readonly Value[] {
  if (images.length === 1) return [kernel];
  const channels = images.map((image) => builder.shape(image)[1] ?? 0);
  const parts = builder.addMany('Split', [channelsLast(builder, kernel), builder.integers(channels)], images.length, {
    axis: 3,
  });
  return parts.map((part) => channelsFirst(builder, part));
}

/** Rows 3 of a kernel added up to rows 2: for pixels in odd rows of the upsampled image, then for those in even ones. */
const rowSums = [
  [
    [1, 1, 0],
    [0, 0, 1],
  ],
  [
    [1, 0, 0],
    [0, 1, 1],
  ],
] as const;

/** (N, C, H, W) and (O, C, 3, 3) to (N, O, 2 H, 2 W). */
function convolveUpsampled(builder: GraphBuilder, image: Value, kernel: Value): Value {
  const [outputs = 1, channels = 1] = builder.shape(kernel);
  const flat = builder.add('Reshape', [channelsLast(builder, kernel), builder.integers([outputs, 9, channels])]);
  const summed = builder.add('MatMul', [builder.constant(float32Tensor([16, 9], kernelSums())), flat]);
  const apart = builder.add('Reshape', [summed, builder.integers([outputs, 4, 4 * channels])]);
  const ordered = builder.add('Transpose', [apart], { perm: [1, 0, 2] });
  const quarters = channelsFirst(
    builder,
    builder.add('Reshape', [ordered, builder.integers([4 * outputs, 2, 2, channels])]),
  );
  // One more window than pixels: the first and last of each quarter lie outside and are cut off.
  const windows = builder.add('Conv', [image, quarters], {
    kernel_shape: [2, 2],
    pads: [1, 1, 1, 1],
    strides: [1, 1],
    dilations: [1, 1],
  });
  const pixels = builder.add('DepthToSpace', [windows], { blocksize: 2, mode: 'DCR' });
  const lists = [
    [1, 1],
    [-1, -1],
    [2, 3],
    [1, 1],
  ];
  return builder.add('Slice', [pixels, ...lists.map((list) => builder.integers(list))]);
}

/** (16, 9): from the places of a 3x3 kernel to those of four 2x2 kernels. */
function kernelSums(): number[] {
  return Array.from({ length: 16 * 9 }, (_, i) => {
    const [target, place] = [Math.floor(i / 9), i % 9];
    const [quarter, small] = [Math.floor(target / 4), target % 4];
    const row = rowSums[quarter >> 1]?.[small >> 1]?.[Math.floor(place / 3)] ?? 0;
    const column = rowSums[quarter & 1]?.[small & 1]?.[place % 3] ?? 0;
    return row * column;
  });
}
