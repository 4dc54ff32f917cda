import type { Tensor } from '@tensorflow/tfjs-core';
import type { AxisMatrix } from '../../autodiff/axisMatrices.ts';
import { isRepetition, repeatsPixels, resizeMatrix } from '../../autodiff/resizeGradient.ts';
import { elementCount } from '../../onnx/graph.ts';
import { resizedAxes, type ResizedAxis } from '../../onnx/shapes/layoutShapes.ts';
import type { Operator } from '../../onnx/operators.ts';
import { stretchTo } from './tfjsLayouts.ts';
import {
  CannotExpress,
  image,
  outputShape,
  placeOfAxis,
  shapeOf,
  type PlanContext,
  type Step,
  type Tfjs,
  type TfjsOperators,
} from './tfjsOperator.ts';

/**
 * Of tfjs's own ways to resize, some place the pixels elsewhere, the gradient of the bilinear one ignores its half pixels,
 * and that of the nearest one, on the processor, mixes up the images of a batch. So repeated pixels are stretched, and in
 * all other cases each axis is multiplied by its matrix.
 */
export const tfjsResize = {
  Resize: image((context) => {
    const { tf, attributes } = context;
    const axes = resizedAxes(shapeOf(context, 0), attributes.axes, context.constant);
    if (isRepetition(attributes) && repeatsPixels(axes)) {
      return repetition(context, axes);
    }
    const matrices = axes.map((axis) => {
      if (axis.scale === 1 && axis.size === axis.resized) return null;
      const matrix = resizeMatrix(attributes, axis);
      if (matrix === null) throw new CannotExpress(`it interpolates by ${JSON.stringify(attributes)}`);
      return denseMatrix(matrix);
    });
    return (read) =>
      matrices.reduce<Tensor>((value, matrix, axis) => {
        return matrix === null ? value : applyAlongAxis(tf, value, placeOfAxis(context, axis), matrix);
      }, read(0));
  }),
} satisfies Partial<TfjsOperators<Operator>>;

function repetition(context: PlanContext<'Resize'>, axes: readonly ResizedAxis[]): Step {
  const { tf } = context;
  const [samples = 1, channels = 1, height = 1, width = 1] = axes.map(({ size }) => size);
  const [down = 1, right = 1] = axes.slice(2).map(({ scale }) => scale);
  const stretched = [samples * height, down, width, right, channels];
  return (read) => {
    const apart = tf.reshape(read(0), [samples * height, 1, width, 1, channels]);
    return tf.reshape(stretchTo(tf, apart, stretched), outputShape(context));
  };
}

interface DenseMatrix {
  /** (inputs, outputs). */
  readonly shape: [number, number];
  readonly weights: Float32Array;
}

function denseMatrix({ size, rows }: AxisMatrix): DenseMatrix {
  const weights = new Float32Array(size * rows.length);
  for (const [output, entries] of rows.entries()) {
    for (const [input, weight] of entries) weights[input * rows.length + output] = weight;
  }
  return { shape: [size, rows.length], weights };
}

function applyAlongAxis(tf: Tfjs, value: Tensor, axis: number, { shape, weights }: DenseMatrix): Tensor {
  const last = value.rank - 1;
  const exchanged = [...value.shape.keys()].with(axis, last).with(last, axis);
  const moved = tf.transpose(value, exchanged);
  const rows = tf.reshape(moved, [elementCount(moved.shape.slice(0, -1)), shape[0]]);
  const product = tf.matMul(rows, tf.tensor2d(weights, shape));
  return tf.transpose(tf.reshape(product, moved.shape.with(last, shape[1])), exchanged);
}
