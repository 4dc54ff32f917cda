import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { RuleContext } from './gradientRules.ts';
import { reshapeTo, sumAxes } from './reductions.ts';

/** Y(n,o,p) = b(o) + sum over c,k of W(o,c,k) X(n,c,s p + d k - pad), with stride s and dilation d. */
export function convolutionGradients(context: RuleContext<'Conv'>): readonly (Value | null)[] {
  const { builder, gradient, inputs, needs } = context;
  const window = windowOf(context);
  return [
    needs(0) ? inputGradient(context, window) : null,
    needs(1) ? kernelGradient(context, window) : null,
    ...(inputs.length < 3 ? [] : [needs(2) ? sumAxes(builder, gradient, [0, 2, 3], false) : null]),
  ];
}

/** Rows first, then columns. */
interface Window {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** Before the first row, before the first column, after the last row, after the last column. */
  readonly pads: readonly [number, number, number, number];
}

function windowOf({ builder, inputs, attributes }: RuleContext<'Conv'>): Window {
  if ((attributes.group ?? 1) !== 1) throw new TypeError('Grouped convolutions have no gradient here yet.');
  const [, , rows = 1, columns = 1] = builder.shape(inputs[1] ?? '');
  const [strideY = 1, strideX = 1] = attributes.strides ?? [];
  const [dilationY = 1, dilationX = 1] = attributes.dilations ?? [];
  const [top = 0, left = 0, bottom = 0, right = 0] = attributes.pads ?? [];
  return {
    kernel: [rows, columns],
    strides: [strideY, strideX],
    dilations: [dilationY, dilationX],
    pads: [top, left, bottom, right],
  };
}

/**
 * dX = transposed convolution of G with W. At stride 1 that is a convolution with the kernel turned by 180 degrees and
 * its channels exchanged, which runs faster.
 */
function inputGradient(context: RuleContext<'Conv'>, { kernel, strides, dilations, pads }: Window): Value {
  const { builder, inputs, gradient } = context;
  const [x = '', weight = ''] = inputs;
  const reach = kernel.map((size, axis) => (size - 1) * (dilations[axis] ?? 1));
  if (strides.every((stride) => stride === 1)) {
    const turned = builder.add('Transpose', [turn(builder, weight)], { perm: [1, 0, 2, 3] });
    const outerPads = pads.map((pad, side) => (reach[side % 2] ?? 0) - pad);
    return builder.add('Conv', [gradient, turned], { kernel_shape: kernel, strides, dilations, pads: outerPads });
  }
  const shape = builder.shape(x).slice(2);
  const covered = builder
    .shape(gradient)
    .slice(2)
    .map((size, axis) => {
      return (size - 1) * (strides[axis] ?? 1) + (reach[axis] ?? 0) + 1 - (pads[axis] ?? 0) - (pads[axis + 2] ?? 0);
    });
  const missed = shape.map((size, axis) => size - (covered[axis] ?? 0));
  const attributes = { kernel_shape: kernel, strides, dilations, pads, output_padding: missed };
  return builder.add('ConvTranspose', [gradient, weight], attributes);
}

/** The kernel turned by 180 degrees; a 1x1 kernel is itself. */
function turn(builder: GraphBuilder, weight: Value): Value {
  const [, , rows = 1, columns = 1] = builder.shape(weight);
  if (rows === 1 && columns === 1) return weight;
  const lists = [
    [-1, -1],
    [-1000, -1000],
    [2, 3],
    [-1, -1],
  ];
  return builder.add('Slice', [weight, ...lists.map((list) => builder.integers(list))]);
}

/** dW(o,c,k) = sum over n,p of G(n,o,p) X(n,c,s p + d k - pad): one matrix product for each place k of the kernel. */
function kernelGradient(context: RuleContext<'Conv'>, window: Window): Value {
  const { builder, inputs } = context;
  const [samples = 1] = builder.shape(inputs[0] ?? '');
  const [outputs = 1, channels = 1, rows = 1, columns = 1] = builder.shape(inputs[1] ?? '');
  const products = isSameSize(context, window)
    ? productsOfShiftedPlanes(context, window)
    : productsOfSlices(context, window);
  const [first = ''] = products;
  if (products.length === 1) {
    return reshapeTo(builder, sumAxes(builder, first, [0], false), [outputs, channels, rows, columns]);
  }
  const stacked = builder.add('Concat', products, { axis: 0 });
  const perSample = reshapeTo(builder, stacked, [products.length, samples, outputs, channels]);
  const perPlace = sumAxes(builder, perSample, [1], false);
  const kernels = builder.add('Transpose', [perPlace], { perm: [1, 2, 0] });
  return reshapeTo(builder, kernels, [outputs, channels, rows, columns]);
}

function isSameSize(
  { builder, inputs, gradient }: RuleContext<'Conv'>,
  { strides, pads, dilations, kernel }: Window,
): boolean {
  const [, , height, width = 0] = builder.shape(inputs[0] ?? '');
  const [, , gradientHeight, gradientWidth] = builder.shape(gradient);
  return (
    strides.every((stride) => stride === 1) &&
    height === gradientHeight &&
    width === gradientWidth &&
    pads[1] < width &&
    pads[0] === pads[2] &&
    pads[1] === pads[3] &&
    kernel.every((size, axis) => (size - 1) * (dilations[axis] ?? 1) === 2 * (pads[axis] ?? 0))
  );
}

/** Products (N, O, C) for each place, of G with the pixels of the padded X that the place meets. Any stride and padding. */
function productsOfSlices({ builder, inputs, gradient, device }: RuleContext<'Conv'>, window: Window): Value[] {
  const [x = ''] = inputs;
  const { kernel, strides, dilations, pads } = window;
  const [samples = 1, channels = 1] = builder.shape(x);
  const [, outputs = 1, height = 1, width = 1] = builder.shape(gradient);
  const [top, left, bottom, right] = pads;
  const padded = pads.every((pad) => pad === 0)
    ? x
    : builder.add('Pad', [x, builder.integers([0, 0, top, left, 0, 0, bottom, right])]);
  const flatG = reshapeTo(builder, gradient, [samples, outputs, height * width]);
  return places(kernel).map(([row, column]) => {
    const starts = [row * dilations[0], column * dilations[1]];
    const ends = [(starts[0] ?? 0) + (height - 1) * strides[0] + 1, (starts[1] ?? 0) + (width - 1) * strides[1] + 1];
    const lists = [starts, ends, [2, 3], strides];
    const met = builder.add('Slice', [padded, ...lists.map((list) => builder.integers(list))]);
    const flatX = reshapeTo(builder, met, [samples, channels, height * width]);
    return productOverPixels(builder, flatG, flatX, device);
  });
}

/**
 * The same for convolutions that keep the size, with fewer copies than places: G is moved by rows and X by columns, with
 * zeros following, and each pair makes one product.
 */
function productsOfShiftedPlanes({ builder, inputs, gradient, device }: RuleContext<'Conv'>, window: Window): Value[] {
  const [x = ''] = inputs;
  const { kernel, dilations, pads } = window;
  const [rowMoves, columnMoves] = kernel.map((size, axis) => {
    return Array.from({ length: size }, (_, place) => place * (dilations[axis] ?? 1) - (pads[axis] ?? 0));
  });
  const movedG = (rowMoves ?? []).map((move) => flatten(builder, movePlanes(builder, gradient, move, 0)));
  const movedX = (columnMoves ?? []).map((move) => flatten(builder, movePlanes(builder, x, 0, -move)));
  return movedG.flatMap((g) => movedX.map((shifted) => productOverPixels(builder, g, shifted, device)));
}

/** value(row - down, column - right), 0 where that lies outside. */
function movePlanes(builder: GraphBuilder, planes: Value, down: number, right: number): Value {
  if (down === 0 && right === 0) return planes;
  return builder.add('Pad', [planes, builder.integers([0, 0, down, right, 0, 0, -down, -right])]);
}

function flatten(builder: GraphBuilder, planes: Value): Value {
  const [samples = 1, channels = 1, height = 1, width = 1] = builder.shape(planes);
  return reshapeTo(builder, planes, [samples, channels, height * width]);
}

/** (N, O, P) and (N, C, P) to (N, O, C): the product over the pixels. */
function productOverPixels(builder: GraphBuilder, a: Value, b: Value, device: RuleContext<'Conv'>['device']): Value {
  return device === 'cpu'
    ? builder.add('FusedMatMul', [a, b], { transB: 1 })
    : builder.add('MatMul', [a, builder.add('Transpose', [b], { perm: [0, 2, 1] })]);
}

function places([rows, columns]: readonly [number, number]): [number, number][] {
  return Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns]);
}
