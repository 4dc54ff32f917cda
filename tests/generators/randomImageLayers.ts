import { float32Tensor } from '../../workers/onnx/graph.ts';
import { groupNormalization } from '../../workers/onnx/compositions.ts';
import type { Value } from '../../workers/onnx/graphBuilder.ts';
import { windowCounts, windowOf, windowReach, type Window } from '../../workers/onnx/shapes/windows.ts';
import type { Layer, NetworkDraft } from './randomNetworks.ts';

/** Large enough that normalising few numbers does not magnify rounding. */
const epsilon = 0.1;

/** Values with fewer axes become one image, or one of a single row. */
const ofImage =
  (layer: Layer): Layer =>
  (network, x) => {
    const { length: rank } = network.shape(x);
    if (rank > 4 || rank === 0) return null;
    const front = network.builder.integers(Array.from({ length: 4 - rank }, (_, axis) => axis));
    return layer(network, rank === 4 ? x : network.builder.add('Unsqueeze', [x, front]));
  };

interface Sides {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
}

function drawSides(network: NetworkDraft, mostStride: number): Sides {
  const pair = (low: number, high: number): number[] => [network.integer(low, high), network.integer(low, high)];
  return { kernel: pair(1, 3), strides: pair(1, mostStride), dilations: network.chance(0.3) ? pair(1, 2) : [1, 1] };
}

const automaticPads = ['SAME_UPPER', 'SAME_LOWER', 'VALID'] as const;

/** Explicit pads, on each side at most `most(reach)`, or one of the automatic ways. */
function drawPads(network: NetworkDraft, sides: Sides, most: (reach: number) => number, allowsAutomatic = true) {
  const reach = windowReach(sides);
  const side = (): number[] => reach.map((pixels) => network.integer(0, most(pixels)));
  const isAutomatic = network.chance(0.2) && allowsAutomatic;
  return isAutomatic ? { auto_pad: network.pick(automaticPads) } : { pads: [...side(), ...side()] };
}

function convolution(network: NetworkDraft, x: Value, isDepthwise: boolean): Value | null {
  const [, channels = 1, ...sizes] = network.shape(x);
  const divisors = Array.from({ length: channels }, (_, i) => i + 1).filter((count) => channels % count === 0);
  const group = isDepthwise ? channels : network.pick(divisors);
  const outputs = group * network.integer(1, 3);
  const { kernel, strides, dilations } = drawSides(network, 3);
  const pads = drawPads(network, { kernel, strides, dilations }, (reach) => Math.min(reach, 3));
  const attributes = { kernel_shape: kernel, strides, dilations, group, ...pads };
  if (windowCounts(sizes, windowOf(sizes, attributes), false).some((count) => count < 1)) return null;
  const inputs = channels / group;
  const weight = network.parameter(
    [outputs, inputs, ...kernel],
    1 / Math.sqrt(inputs * kernel.reduce((a, b) => a * b)),
  );
  const bias = network.chance(0.5) ? [network.parameter([outputs])] : [];
  return network.builder.add('Conv', [x, weight, ...bias], attributes);
}

function transposedConvolution(network: NetworkDraft, x: Value): Value | null {
  const [, channels = 1, ...sizes] = network.shape(x);
  const group = channels % 2 === 0 && network.chance(0.4) ? 2 : 1;
  const outputs = network.integer(1, 3);
  const { kernel, strides, dilations } = drawSides(network, 2);
  const pads = Array.from({ length: 4 }, () => network.integer(0, 1));
  const output_padding = strides.map((stride) => network.integer(0, stride - 1));
  const responses = sizes.map((size, axis) => {
    const whole = (size - 1) * (strides[axis] ?? 1) + ((kernel[axis] ?? 1) - 1) * (dilations[axis] ?? 1) + 1;
    return whole - (pads[axis] ?? 0) - (pads[axis + 2] ?? 0);
  });
  if (responses.some((size) => size < 1 || size > 14)) return null;
  const weight = network.parameter([channels, outputs, ...kernel], 1 / Math.sqrt(channels));
  const bias = network.chance(0.5) ? [network.parameter([outputs * group])] : [];
  const attributes = { kernel_shape: kernel, strides, dilations, pads, output_padding, group };
  return network.builder.add('ConvTranspose', [x, weight, ...bias], attributes);
}

/**
 * Along every axis one more window, or everywhere none: onnxruntime miscounts, while it loads a graph, along an axis where
 * the last window would begin behind the end (settleWindows.ts).
 */
function canRoundUp(sizes: readonly number[], window: Window): boolean {
  const [up, down] = [windowCounts(sizes, window, true), windowCounts(sizes, window, false)];
  const added = up.filter((count, axis) => count !== down[axis]).length;
  return added === 0 || added === sizes.length;
}

function pooling(network: NetworkDraft, x: Value, operator: 'AveragePool' | 'MaxPool'): Value | null {
  const sizes = network.shape(x).slice(2);
  const sides = { ...drawSides(network, 3), ...(operator === 'AveragePool' ? { dilations: [1, 1] } : {}) };
  const { kernel, strides, dilations } = sides;
  // Else a window may step over all pixels, from border to border, and the largest of none is endless.
  if (dilations.some((dilation, axis) => dilation > (sizes[axis] ?? 0))) return null;
  // onnxruntime wants pads smaller than the kernel, its holes not counted.
  const isDense = dilations.every((dilation) => dilation === 1);
  const pads = drawPads(network, { ...sides, dilations: [1, 1] }, (reach) => reach - 1, isDense);
  const window = windowOf(sizes, { kernel_shape: kernel, strides, dilations, ...pads });
  const roundsUp = network.chance(0.3) && !('auto_pad' in pads) && canRoundUp(sizes, window);
  const attributes = { kernel_shape: kernel, strides, ceil_mode: roundsUp ? 1 : 0, ...pads };
  if (windowCounts(sizes, window, roundsUp).some((count) => count < 1)) return null;
  if (operator === 'AveragePool') {
    return network.builder.add(operator, [x], { ...attributes, count_include_pad: network.integer(0, 1) });
  }
  const separated = network.separate(x);
  network.bendsAt(separated, 'apart');
  return network.builder.add(operator, [separated], { ...attributes, dilations });
}

const linearModes = ['half_pixel', 'align_corners', 'asymmetric', 'pytorch_half_pixel'] as const;

function resize(network: NetworkDraft, x: Value): Value {
  const { builder } = network;
  const shape = network.shape(x);
  if (network.chance(0.3)) {
    const scales = builder.constant(float32Tensor([4], [1, 1, network.integer(1, 3), network.integer(1, 3)]));
    const repetition = { nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' };
    return builder.add('Resize', [x, '', scales], { mode: 'nearest', ...repetition });
  }
  const sizes = builder.integers([...shape.slice(0, 2), network.integer(2, 9), network.integer(2, 9)]);
  const coordinate_transformation_mode = network.pick(linearModes);
  const isNearest = network.chance(0.3);
  // Where a nearest pixel is halfway between two, which one is taken rests on the last bit of a coordinate.
  const attributes = isNearest
    ? { mode: 'nearest', nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' }
    : { mode: network.pick(['linear', 'linear', 'cubic']), coordinate_transformation_mode };
  return builder.add('Resize', [x, '', '', sizes], attributes);
}

function batchNormalisation(network: NetworkDraft, x: Value): Value {
  const [, channels = 1] = network.shape(x);
  const affine = [network.parameter([channels], 0.3, 1), network.parameter([channels])];
  const { builder } = network;
  if (network.chance(0.3)) {
    const statistics = [network.parameter([channels]), network.positive(network.parameter([channels]))];
    return builder.add('BatchNormalization', [x, ...affine, ...statistics], { epsilon });
  }
  // Fed: onnxruntime advances running averages in place where nobody asks for the outputs that follow them, and would
  // change a constant that others share.
  const running = [0, 1].map((value) => network.given(new Float32Array(channels).fill(value)));
  const attributes = { epsilon, momentum: 0.8, training_mode: 1 };
  const [y = ''] = builder.addMany('BatchNormalization', [x, ...affine, ...running], 3, attributes);
  return y;
}

export const imageLayers: readonly Layer[] = [
  (network: NetworkDraft, x: Value) => convolution(network, x, false),
  (network: NetworkDraft, x: Value) => convolution(network, x, true),
  transposedConvolution,
  (network: NetworkDraft, x: Value) => pooling(network, x, 'MaxPool'),
  (network: NetworkDraft, x: Value) => pooling(network, x, 'AveragePool'),
  resize,
  batchNormalisation,
  (network: NetworkDraft, x: Value) => {
    const [, channels = 1] = network.shape(x);
    const affine = [network.parameter([channels], 0.3, 1), network.parameter([channels])];
    return network.builder.add('InstanceNormalization', [x, ...affine], { epsilon });
  },
  (network: NetworkDraft, x: Value) => {
    const [, channels = 1] = network.shape(x);
    const [scale, bias] = [network.parameter([channels], 0.3, 1), network.parameter([channels])];
    return groupNormalization(network.builder, x, scale, bias, channels % 2 === 0 ? 2 : 1, epsilon);
  },
  // Squeeze and excitation (Hu et al., 2018).
  (network: NetworkDraft, x: Value) => {
    const gate = network.builder.add('Sigmoid', [network.builder.add('GlobalAveragePool', [x])]);
    return network.builder.add('Mul', [x, gate]);
  },
  (network: NetworkDraft, x: Value) => {
    const separated = network.separate(x);
    network.bendsAt(separated, 'apart');
    return network.builder.add('Sub', [x, network.builder.add('GlobalMaxPool', [separated])]);
  },
  (network: NetworkDraft, x: Value) => {
    const [, channels = 1] = network.shape(x);
    const widened = network.parameter([8, channels, 1, 1], 1 / Math.sqrt(channels));
    const wide = network.builder.add('Conv', [x, widened], { kernel_shape: [1, 1] });
    return network.builder.add('DepthToSpace', [wide], { blocksize: 2, mode: network.pick(['DCR', 'CRD']) });
  },
  (network: NetworkDraft, x: Value) => {
    if (
      network
        .shape(x)
        .slice(2)
        .some((size) => size % 2 !== 0)
    )
      return null;
    return network.builder.add('SpaceToDepth', [x], { blocksize: 2 });
  },
].map(ofImage);
