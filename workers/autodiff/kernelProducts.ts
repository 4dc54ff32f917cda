import { elementCount, float32Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { channelsFirst } from '../onnx/kernelLayout.ts';
import { isSameSize, placesOf, type KernelUse } from './kernelUse.ts';
import { reshapeTo, sumAxes } from './reductions.ts';

/** dW as the sum over the samples of matrix products over the pixels. Any window, any device. */
export function sumOfProducts(use: KernelUse): Value {
  const { builder, image, shape } = use;
  const [samples = 1] = builder.shape(image);
  const [outputs = 1, channels = 1] = shape;
  const { values, rows, places } = isSameSize(use) ? productsOfMovedPlanes(use) : productsOfSlices(use);
  const joined = values.length === 1 ? (values[0] ?? '') : builder.add('Concat', values, { axis: 0 });
  const parts = [values.length, samples, outputs, rows, places, channels];
  const sums = sumAxes(builder, reshapeTo(builder, joined, parts), [1], false);
  const ordered = builder.add('Transpose', [sums], { perm: [1, 2, 0, 3, 4] });
  return channelsFirst(builder, reshapeTo(builder, ordered, [outputs, ...shape.slice(2), channels]));
}

/**
 * Products, (N, O rows, places C) each. Either each is for one place of the kernel, in their order, or one is for all of
 * them, or each is for one column.
 */
interface Products {
  readonly values: readonly Value[];
  /** Rows of the kernel in one product. */
  readonly rows: number;
  /** Places of the kernel in one product. */
  readonly places: number;
}

/**
 * Products of G with the pixels of the padded X that each place meets. Any stride and padding. On the processor, what
 * the places meet is put into one matrix, because one wide product runs faster than many narrow ones.
 */
function productsOfSlices(use: KernelUse): Products {
  const { builder, image, response, window, device } = use;
  const { strides, dilations, pads } = window;
  const [, , height = 1, width = 1] = builder.shape(response);
  const [top = 0, left = 0, bottom = 0, right = 0] = pads;
  const padded = pads.every((pad) => pad === 0)
    ? image
    : builder.add('Pad', [image, builder.integers([0, 0, top, left, 0, 0, bottom, right])]);
  const g = flatten(use, response);
  const met = placesOf(window).map((place) => {
    const starts = place.map((steps, axis) => steps * (dilations[axis] ?? 1));
    const ends = [height, width].map((count, axis) => (starts[axis] ?? 0) + (count - 1) * (strides[axis] ?? 1) + 1);
    const lists = [starts, ends, [2, 3], strides];
    return flatten(use, builder.add('Slice', [padded, ...lists.map((list) => builder.integers(list))]));
  });
  if (device === 'cpu' && met.length > 1) {
    const all = builder.add('Concat', met, { axis: 1 });
    return { values: [productOverPixels(use, g, all)], rows: 1, places: met.length };
  }
  return { values: met.map((pixels) => productOverPixels(use, g, pixels)), rows: 1, places: 1 };
}

/**
 * The same for convolutions that keep the size, with fewer copies than places: G is moved by rows and X by columns, with
 * zeros following, and each pair makes one product. On the processor the moved G are put into one matrix.
 */
function productsOfMovedPlanes(use: KernelUse): Products {
  const { builder, image, response, window, device } = use;
  const { kernel, dilations, pads } = window;
  const [rowMoves = [], columnMoves = []] = kernel.map((size, axis) => {
    return Array.from({ length: size }, (_, place) => place * (dilations[axis] ?? 1) - (pads[axis] ?? 0));
  });
  if (kernel.every((size) => size === 1)) {
    return { values: [productOverPixels(use, flatten(use, response), flatten(use, image))], rows: 1, places: 1 };
  }
  if (device === 'cpu') {
    const movedG = flatten(use, stackMovedRows(builder, response, rowMoves), rowMoves.length);
    const movedX = columnMoves.map((move) => flatten(use, moveColumnsAddRow(builder, image, -move)));
    return { values: movedX.map((x) => productOverPixels(use, movedG, x)), rows: rowMoves.length, places: 1 };
  }
  const movedX = columnMoves.map((move) => flatten(use, movePlanes(builder, image, 0, -move)));
  const movedG = rowMoves.map((move) => flatten(use, movePlanes(builder, response, move, 0)));
  return { values: movedG.flatMap((g) => movedX.map((x) => productOverPixels(use, g, x))), rows: 1, places: 1 };
}

/**
 * (N, C, rows, columns) to (N, C, moves (rows + 1), columns): value(row - move), 0 where that lies outside, for each
 * move. The row of zeros at each end keeps the number of pixels from being a power of two, which costs a matrix product
 * a quarter of its speed: its rows would fall on the same lines of the cache.
 */
function stackMovedRows(builder: GraphBuilder, planes: Value, moves: readonly number[]): Value {
  const [, , height = 1] = builder.shape(planes);
  const sources = moves.flatMap((move) => {
    const rows = Array.from({ length: height + 1 }, (_, row) => row - move);
    return rows.map((row, index) => (row < 0 || row >= height || index === height ? height : row));
  });
  return builder.add('Gather', [addRow(builder, planes), builder.integers(sources)], { axis: 2 });
}

/** value(row, column - right), 0 where that lies outside, and one more row of zeros. */
function moveColumnsAddRow(builder: GraphBuilder, planes: Value, right: number): Value {
  if (right === 0) return addRow(builder, planes);
  return builder.add('Pad', [planes, builder.integers([0, 0, 0, right, 0, 0, 1, -right])]);
}

function addRow(builder: GraphBuilder, planes: Value): Value {
  const shape = builder.shape(planes).with(2, 1);
  const zeros = builder.constant(float32Tensor(shape, new Float32Array(elementCount(shape))));
  return builder.add('Concat', [planes, zeros], { axis: 2 });
}

/** value(row - down, column - right), 0 where that lies outside. */
function movePlanes(builder: GraphBuilder, planes: Value, down: number, right: number): Value {
  if (down === 0 && right === 0) return planes;
  return builder.add('Pad', [planes, builder.integers([0, 0, down, right, 0, 0, -down, -right])]);
}

/** (N, C, rows, columns) to (N group, C / group moves, pixels), where `moves` planes of one channel follow each other. */
function flatten({ builder, group }: KernelUse, planes: Value, moves = 1): Value {
  const [samples = 1, channels = 1, height = 1, width = 1] = builder.shape(planes);
  return reshapeTo(builder, planes, [samples * group, (channels / group) * moves, (height / moves) * width]);
}

/** (N, rows, pixels) and (N, columns, pixels) to (N, rows, columns): the product over the pixels. */
function productOverPixels({ builder, device }: KernelUse, a: Value, b: Value): Value {
  return device === 'cpu'
    ? builder.add('FusedMatMul', [a, b], { transB: 1 })
    : builder.add('MatMul', [a, builder.add('Transpose', [b], { perm: [0, 2, 1] })]);
}
