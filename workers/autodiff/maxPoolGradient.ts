import { elementCount, float32Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { windowOf, windowReach, type Window } from '../onnx/shapes/windows.ts';
import { indicator, multiply, zeros } from './arithmetic.ts';
import { noGradient, type RuleContext } from './gradientRule.ts';
import { reshapeTo } from './reductions.ts';
import { missedPixels, spreadWindows } from './spreadWindows.ts';

/**
 * dx = sum of g over the windows whose maximum is at x. On the processor the pooling itself tells that place; the
 * WebGPU provider has no such output, so there the places are found by comparison. Both take the first of equal maxima.
 */
export function maxPoolGradient(context: RuleContext<'MaxPool'>): readonly (Value | null)[] {
  const { builder, attributes, device } = context;
  const [x = ''] = context.inputs;
  if (builder.shape(x).length !== 4) throw noGradient(context, 'only images of rows and columns have one');
  const window = windowOf(builder.shape(x).slice(2), attributes);
  return [device === 'cpu' ? putAtIndices(context, window) : compareWithMaximum(context, window)];
}

/** Windows that do not touch each other are written back; others must be added, which is slower. */
function putAtIndices({ builder, inputs: [x = ''], outputs, gradient }: RuleContext<'MaxPool'>, window: Window): Value {
  const { kernel, strides, pads } = window;
  const [, places = ''] = builder.extendOutputs(outputs[0] ?? '', 2);
  const shape = builder.shape(x);
  const isApart = windowReach(window).every((reach, axis) => reach <= (strides[axis] ?? 1));
  if (isApart && window.dilations.every((dilation) => dilation === 1) && pads.every((pad) => pad === 0)) {
    const attributes = { kernel_shape: kernel, strides };
    return builder.add('MaxUnpool', [gradient, places, builder.integers(shape)], attributes);
  }
  const list = [elementCount(builder.shape(gradient))];
  const sums = builder.add(
    'ScatterElements',
    [zeros(builder, [elementCount(shape)]), reshapeTo(builder, places, list), reshapeTo(builder, gradient, list)],
    { axis: 0, reduction: 'add' },
  );
  return reshapeTo(builder, sums, shape);
}

/** Goes through the places of the window, row by row: one that holds the maximum takes g unless one before it did. */
function compareWithMaximum(context: RuleContext<'MaxPool'>, window: Window): Value {
  const { builder, gradient } = context;
  const [y = ''] = context.outputs;
  const candidates = pixelsOfPlaces(context, window);
  const one = builder.scalar(1);
  let free: Value | null = null;
  const parts: Value[] = [];
  for (const candidate of candidates) {
    const equal = indicator(builder, builder.add('Equal', [candidate, y]));
    const chosen: Value = free === null ? equal : multiply(builder, equal, free);
    const rest = builder.add('Sub', [one, chosen]);
    free = free === null ? rest : multiply(builder, free, rest);
    parts.push(multiply(builder, gradient, chosen));
  }
  return joinPlaces(context, window, parts);
}

/** For each place of the window, the pixels (N, C, windows) that it meets; the border lies below every number. */
function pixelsOfPlaces({ builder, inputs: [x = ''], gradient }: RuleContext<'MaxPool'>, window: Window): Value[] {
  const { kernel, strides, dilations, pads } = window;
  const [rows, columns] = [kernel[0] ?? 1, kernel[1] ?? 1];
  const counts = builder.shape(gradient).slice(2);
  const passed = missedPixels(counts, window, builder.shape(x).slice(2)).map((pixels) => Math.max(0, -pixels));
  const border = [0, 0, ...pads.slice(0, 2), 0, 0, ...pads.slice(2).map((pad, axis) => pad + (passed[axis] ?? 0))];
  const padded = border.every((pad) => pad === 0)
    ? x
    : builder.add('Pad', [x, builder.integers(border), builder.scalar(-3.4e38)]);
  return Array.from({ length: rows * columns }, (_, place) => {
    const starts = [Math.floor(place / columns), place % columns].map((steps, axis) => steps * (dilations[axis] ?? 1));
    const ends = starts.map((start, axis) => start + ((counts[axis] ?? 1) - 1) * (strides[axis] ?? 1) + 1);
    const lists = [starts, ends, [2, 3], strides];
    return builder.add('Slice', [padded, ...lists.map((list) => builder.integers(list))]);
  });
}

/** Adds up the shares of the places in the image: by moving them where windows tile it, else place by place. */
function joinPlaces({ builder, inputs: [x = ''] }: RuleContext<'MaxPool'>, window: Window, parts: Value[]): Value {
  const shape = builder.shape(x);
  const sizes = shape.slice(2);
  const { kernel, strides, pads } = window;
  const block = kernel[0] ?? 1;
  const tiles =
    [...kernel, ...strides].every((size) => size === block) &&
    pads.every((pad) => pad === 0) &&
    sizes.every((size) => size % block === 0);
  if (tiles) {
    return builder.add('DepthToSpace', [builder.add('Concat', parts, { axis: 1 })], { blocksize: block, mode: 'DCR' });
  }
  const planes = elementCount(shape.slice(0, 2));
  const single = parts.map((part) => reshapeTo(builder, part, [planes, 1, ...builder.shape(part).slice(2)]));
  const stacked = builder.add('Concat', single, { axis: 1 });
  const spread = spreadWindows(builder, stacked, onePixelEach(builder, window), window, sizes, 1);
  return reshapeTo(builder, spread, shape);
}

/** The kernel (places, 1, rows, columns) that puts each place at its pixel. */
function onePixelEach(builder: GraphBuilder, { kernel }: Window): Value {
  const count = elementCount(kernel);
  const identity = Float32Array.from({ length: count * count }, (_, i) => (i % (count + 1) === 0 ? 1 : 0));
  return builder.constant(float32Tensor([count, 1, ...kernel], identity));
}
