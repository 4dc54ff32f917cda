import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { AxisMatrix } from '../../autodiff/axisMatrices.ts';
import { isRepetition, repeatsPixels, resizeMatrix } from '../../autodiff/resizeGradient.ts';
import { elementCount } from '../../onnx/graph.ts';
import { resizedAxes } from '../../onnx/layoutShapes.ts';
import type { Operator } from '../../onnx/operators.ts';
import { CannotExpress, image, placeOfAxis, shapeOf, type Tfjs, type TfjsOperators } from './tfjsOperator.ts';

/**
 * tfjs repeats pixels as ONNX does. Of its other ways to resize, some place the pixels elsewhere, and the gradient of the
 * bilinear one ignores its half_pixel_centers: so each axis is resized by its matrix.
 */
export const tfjsResize = {
  Resize: image((context) => {
    const { tf, attributes } = context;
    const axes = resizedAxes(shapeOf(context, 0), attributes.axes, context.constant);
    if (isRepetition(attributes) && repeatsPixels(axes)) {
      const [, , height = 1, width = 1] = axes.map(({ resized }) => resized);
      return (read) => tf.image.resizeNearestNeighbor(read(0) as Tensor4D, [height, width]);
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
