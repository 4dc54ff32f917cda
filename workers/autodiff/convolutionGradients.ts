import type { Device } from '../../app/contract/workerMessages.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { windowOf, windowReach, type Window } from '../onnx/windows.ts';
import { noGradient, type RuleContext } from './gradientRule.ts';
import { reshapeTo, sumAxes } from './reductions.ts';
import { spreadWindows } from './spreadWindows.ts';

/**
 * Y(n,o,p) = b(o) + sum over c,k of W(o,c,k) X(n,c,s p + d k - pad), with stride s and dilation d; c runs over the
 * channels of o's group.
 */
export function convolutionGradients(context: RuleContext<'Conv'>): readonly (Value | null)[] {
  const { builder, inputs, attributes, gradient, needs, device } = context;
  const [image = '', weight = ''] = inputs;
  if (builder.shape(image).length !== 4) throw noGradient(context, 'only images of rows and columns have one');
  const shape = builder.shape(weight);
  const group = attributes.group ?? 1;
  const window = windowOf(builder.shape(image).slice(2), attributes, shape.slice(2));
  return [
    needs(0) ? imageGradient(context, window) : null,
    needs(1) ? kernelGradient({ builder, image, response: gradient, shape, window, group, device }) : null,
    needs(2) ? sumAxes(builder, gradient, [0, 2, 3], false) : null,
  ];
}

/**
 * dX = transposed convolution of G with W. At stride 1 that is a convolution with the kernel turned by 180 degrees and
 * the channels of each group exchanged, which runs faster.
 */
function imageGradient({ builder, inputs, attributes, gradient }: RuleContext<'Conv'>, window: Window): Value {
  const [image = '', weight = ''] = inputs;
  const group = attributes.group ?? 1;
  const { kernel, strides, dilations } = window;
  const reach = windowReach(window);
  const outerPads = window.pads.map((pad, side) => (reach[side % 2] ?? 1) - 1 - pad);
  if (strides.some((stride) => stride !== 1) || outerPads.some((pad) => pad < 0)) {
    return spreadWindows(builder, gradient, weight, window, builder.shape(image).slice(2), group);
  }
  const exchanged = exchangeChannels(builder, turn(builder, weight), group);
  return builder.add('Conv', [gradient, exchanged], {
    dilations,
    group,
    kernel_shape: kernel,
    pads: outerPads,
    strides,
  });
}

/** (O, C / group, rows, columns) to (C, O / group, rows, columns) */
function exchangeChannels(builder: GraphBuilder, weight: Value, group: number): Value {
  if (group === 1) return builder.add('Transpose', [weight], { perm: [1, 0, 2, 3] });
  const [outputs = 1, channels = 1, ...kernel] = builder.shape(weight);
  const grouped = reshapeTo(builder, weight, [group, outputs / group, channels, ...kernel]);
  const exchanged = builder.add('Transpose', [grouped], { perm: [0, 2, 1, 3, 4] });
  return reshapeTo(builder, exchanged, [group * channels, outputs / group, ...kernel]);
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

export interface KernelUse {
  readonly builder: GraphBuilder;
  /** (N, C, rows, columns), what the windows lie on. */
  readonly image: Value;
  /** (N, O, rows, columns), one pixel for each window. */
  readonly response: Value;
  /** The kernel's: (O, C / group, rows, columns). */
  readonly shape: readonly number[];
  readonly window: Window;
  readonly group: number;
  readonly device: Device;
}

/** dW(o,c,k) = sum over n,p of G(n,o,p) X(n,c,s p + d k - pad): one matrix product for each place k of the kernel. */
export function kernelGradient(use: KernelUse): Value {
  const { builder, image, shape } = use;
  const [samples = 1] = builder.shape(image);
  const [outputs = 1, channels = 1] = shape;
  const products = isSameSize(use) ? productsOfShiftedPlanes(use) : productsOfSlices(use);
  const [first = ''] = products;
  if (products.length === 1) {
    const perSample = reshapeTo(builder, first, [samples, outputs, channels]);
    return reshapeTo(builder, sumAxes(builder, perSample, [0], false), shape);
  }
  const stacked = builder.add('Concat', products, { axis: 0 });
  const perSample = reshapeTo(builder, stacked, [products.length, samples, outputs, channels]);
  const perPlace = sumAxes(builder, perSample, [1], false);
  const kernels = builder.add('Transpose', [perPlace], { perm: [1, 2, 0] });
  return reshapeTo(builder, kernels, shape);
}

function isSameSize({ builder, image, response, window }: KernelUse): boolean {
  const { strides, pads } = window;
  const [, , height, width = 0] = builder.shape(image);
  const [, , responseHeight, responseWidth] = builder.shape(response);
  return (
    strides.every((stride) => stride === 1) &&
    height === responseHeight &&
    width === responseWidth &&
    (pads[1] ?? 0) < width &&
    pads[0] === pads[2] &&
    pads[1] === pads[3] &&
    windowReach(window).every((reach, axis) => reach - 1 === 2 * (pads[axis] ?? 0))
  );
}

/** Products (N, O, C) for each place, of G with the pixels of the padded X that the place meets. Any stride and padding. */
function productsOfSlices(use: KernelUse): Value[] {
  const { builder, image, response, window } = use;
  const { strides, dilations, pads } = window;
  const [, , height = 1, width = 1] = builder.shape(response);
  const [top = 0, left = 0, bottom = 0, right = 0] = pads;
  const padded = pads.every((pad) => pad === 0)
    ? image
    : builder.add('Pad', [image, builder.integers([0, 0, top, left, 0, 0, bottom, right])]);
  const flatG = flatten(use, response);
  return places(window).map((place) => {
    const starts = place.map((steps, axis) => steps * (dilations[axis] ?? 1));
    const ends = [height, width].map((count, axis) => (starts[axis] ?? 0) + (count - 1) * (strides[axis] ?? 1) + 1);
    const lists = [starts, ends, [2, 3], strides];
    const met = builder.add('Slice', [padded, ...lists.map((list) => builder.integers(list))]);
    return productOverPixels(use, flatG, flatten(use, met));
  });
}

/**
 * The same for convolutions that keep the size, with fewer copies than places: G is moved by rows and X by columns, with
 * zeros following, and each pair makes one product.
 */
function productsOfShiftedPlanes(use: KernelUse): Value[] {
  const { builder, image, response, window } = use;
  const { kernel, dilations, pads } = window;
  const [rowMoves, columnMoves] = kernel.map((size, axis) => {
    return Array.from({ length: size }, (_, place) => place * (dilations[axis] ?? 1) - (pads[axis] ?? 0));
  });
  const movedG = (rowMoves ?? []).map((move) => flatten(use, movePlanes(builder, response, move, 0)));
  const movedX = (columnMoves ?? []).map((move) => flatten(use, movePlanes(builder, image, 0, -move)));
  return movedG.flatMap((g) => movedX.map((shifted) => productOverPixels(use, g, shifted)));
}

/** value(row - down, column - right), 0 where that lies outside. */
function movePlanes(builder: GraphBuilder, planes: Value, down: number, right: number): Value {
  if (down === 0 && right === 0) return planes;
  return builder.add('Pad', [planes, builder.integers([0, 0, down, right, 0, 0, -down, -right])]);
}

/** (N, C, rows, columns) to (N group, C / group, pixels) */
function flatten({ builder, group }: KernelUse, planes: Value): Value {
  const [samples = 1, channels = 1, height = 1, width = 1] = builder.shape(planes);
  return reshapeTo(builder, planes, [samples * group, channels / group, height * width]);
}

/** (N, O, P) and (N, C, P) to (N, O, C): the product over the pixels. */
function productOverPixels({ builder, device }: KernelUse, a: Value, b: Value): Value {
  return device === 'cpu'
    ? builder.add('FusedMatMul', [a, b], { transB: 1 })
    : builder.add('MatMul', [a, builder.add('Transpose', [b], { perm: [0, 2, 1] })]);
}

/** Rows and columns of the kernel's places, row by row. */
function places({ kernel: [rows = 1, columns = 1] }: Window): [number, number][] {
  return Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns]);
}
