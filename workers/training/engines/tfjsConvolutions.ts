import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Operator } from '../../onnx/operators.ts';
import type { Window } from '../../onnx/shapes/windows.ts';
import {
  CannotExpress,
  hasInput,
  image,
  inOrder,
  shapeOf,
  type PlanContext,
  type Tfjs,
  type TfjsOperators,
} from './tfjsOperator.ts';
import { splitAlong } from './tfjsLayouts.ts';
import { overWindows, padImage, windowOfNode } from './tfjsWindows.ts';

export const tfjsConvolutions = {
  Conv: image((context) => {
    const { tf, attributes } = context;
    const kernelShape = shapeOf(context, 1);
    const window = windowOfNode(context, kernelShape.slice(2));
    const { group = 1 } = attributes;
    const isDepthwise = group > 1 && kernelShape[1] === 1;
    const convolve = isDepthwise ? depthwise : inGroups;
    return (read) => {
      const bordered = padImage(tf, read(0), window.pads, 0);
      const y = convolve(tf, bordered, read(1), window, group);
      return hasInput(context, 2) ? tf.add(y, read(2)) : y;
    };
  }),
  // The whole response, of which the pads are cut off; output_padding adds zeros at its end.
  ConvTranspose: image((context) => {
    const { tf } = context;
    const plan = planTransposed(context);
    return (read) => {
      const images = splitAlong(tf, read(0), plan.group, 3) as Tensor4D[];
      const kernels = splitAlong(tf, read(1), plan.group, 0);
      const parts = images.map((part, i) => transposedConvolution(tf, part, kernels[i] as Tensor, plan));
      const y = tf.slice(padImage(tf, tf.concat(parts, 3), [0, 0, ...plan.added], 0), plan.begin, plan.size);
      return hasInput(context, 2) ? tf.add(y, read(2)) : y;
    };
  }),
} satisfies Partial<TfjsOperators<Operator>>;

/** Kernel (O, C / group, rows, columns); image (N, rows, columns, C). */
function inGroups(tf: Tfjs, bordered: Tensor4D, kernel: Tensor, window: Window, group: number): Tensor {
  const filters = splitAlong(tf, tf.transpose(kernel, [2, 3, 1, 0]), group, 3);
  const parts = splitAlong(tf, bordered, group, 3).map((part, i) => {
    const filter = filters[i] as Tensor4D;
    return overWindows(tf, part as Tensor4D, window, (dense, strides) => tf.conv2d(dense, filter, strides, 'valid'));
  });
  return tf.concat(parts, 3);
}

/** One group for each channel; tfjs's native kernel wants the same stride along both axes. */
function depthwise(tf: Tfjs, bordered: Tensor4D, kernel: Tensor, window: Window, group: number): Tensor {
  const [outputs = 1, , rows = 1, columns = 1] = kernel.shape;
  const perChannel = tf.reshape(kernel, [group, outputs / group, rows, columns]);
  const filter = tf.transpose(perChannel, [2, 3, 0, 1]) as Tensor4D;
  const run = (dense: Tensor4D, strides: [number, number]): Tensor4D =>
    tf.depthwiseConv2d(dense, filter, strides, 'valid');
  return overWindows(tf, bordered, window, run, true);
}

interface TransposedPlan {
  readonly group: number;
  readonly strides: [number, number];
  readonly dilations: readonly number[];
  /** Rows and columns of the whole response. */
  readonly full: readonly number[];
  /** Rows and columns of zeros at its end. */
  readonly added: readonly number[];
  /** What of it is the output. */
  readonly begin: number[];
  readonly size: number[];
}

function planTransposed(context: PlanContext<'ConvTranspose'>): TransposedPlan {
  const { attributes } = context;
  const [, , height = 1, ...widths] = shapeOf(context, 0);
  const [width] = widths;
  if (width === undefined || widths.length > 1) throw new CannotExpress('only images of rows and columns are known');
  const kernel = shapeOf(context, 1).slice(2);
  const [down = 1, right = 1] = attributes.strides ?? [];
  const dilations = attributes.dilations ?? [1, 1];
  const full = [(height - 1) * down, (width - 1) * right].map((last, axis) => {
    return last + ((kernel[axis] ?? 1) - 1) * (dilations[axis] ?? 1) + 1;
  });
  const [top = 0, left = 0] = attributes.pads ?? [];
  return {
    group: attributes.group ?? 1,
    strides: [down, right],
    dilations,
    full,
    added: attributes.output_padding ?? [0, 0],
    begin: [0, top, left, 0],
    size: inOrder(context, context.outputs[0]?.shape ?? []),
  };
}

/** Kernel (C, O, rows, columns) of one group. */
function transposedConvolution(tf: Tfjs, part: Tensor4D, kernel: Tensor, plan: TransposedPlan): Tensor4D {
  const filter = spreadKernel(tf, tf.transpose(kernel, [2, 3, 1, 0]), plan.dilations);
  const [samples] = part.shape;
  const [height = 1, width = 1] = plan.full;
  return tf.conv2dTranspose(part, filter, [samples, height, width, filter.shape[2]], plan.strides, 'valid');
}

/** The kernel (rows, columns, O, C) with zeros in its holes. */
function spreadKernel(tf: Tfjs, filter: Tensor, dilations: readonly number[]): Tensor4D {
  const [rows = 1, columns = 1, outputs = 1, inputs = 1] = filter.shape;
  const [down = 1, right = 1] = dilations;
  if (down === 1 && right === 1) return filter as Tensor4D;
  const apart = tf.reshape(filter, [rows, 1, columns, 1, outputs, inputs]);
  const pads: [number, number][] = [0, down - 1, 0, right - 1, 0, 0].map((after) => [0, after]);
  const spread = tf.reshape(tf.pad(apart, pads), [rows * down, columns * right, outputs, inputs]);
  return tf.slice(spread, 0, [(rows - 1) * down + 1, (columns - 1) * right + 1, outputs, inputs]) as Tensor4D;
}
