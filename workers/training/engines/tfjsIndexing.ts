import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { elementCount } from '../../onnx/graph.ts';
import type { Operator } from '../../onnx/operators.ts';
import {
  CannotExpress,
  outputShape,
  placeOfAxis,
  plain,
  shapeOf,
  type Tfjs,
  type TfjsOperators,
} from './tfjsOperator.ts';

/** tfjs's gatherND and scatterND have no gradient; gather and unsortedSegmentSum, each the other's, have. */
export const tfjsIndexing = {
  Gather: plain((context) => {
    const { tf } = context;
    const place = placeOfAxis(context, context.attributes.axis ?? 0);
    const size = shapeOf(context, 0)[place] ?? 1;
    return (read) => {
      const places = tf.reshape(fromStart(tf, read(1), size), [-1]);
      return tf.reshape(tf.gather(read(0), places, place), outputShape(context));
    };
  }),
  GatherND: plain((context) => {
    const { tf } = context;
    if ((context.attributes.batch_dims ?? 0) !== 0) throw new CannotExpress('batch_dims must be 0');
    const shape = shapeOf(context, 0);
    const named = shape.slice(0, shapeOf(context, 1).at(-1));
    const joined = [elementCount(named), elementCount(shape.slice(named.length))];
    return (read) =>
      tf.reshape(tf.gather(tf.reshape(read(0), joined), joinIndices(tf, read(1), named), 0), outputShape(context));
  }),
  // Of what is written over, nothing is left.
  ScatterND: plain((context) => {
    const { tf } = context;
    const { reduction = 'none' } = context.attributes;
    if (reduction !== 'none' && reduction !== 'add') throw new CannotExpress(`its reduction is ${reduction}`);
    const shape = shapeOf(context, 0);
    const named = shape.slice(0, shapeOf(context, 1).at(-1));
    const [places, rest] = [elementCount(named), elementCount(shape.slice(named.length))];
    return (read) => {
      const indices = joinIndices(tf, read(1), named);
      const spread = (rows: Tensor): Tensor => tf.unsortedSegmentSum(rows, indices, places);
      const x = tf.reshape(read(0), [places, rest]);
      const updates = tf.reshape(read(2), [-1, rest]);
      const isFree = tf.equal(spread(tf.ones([indices.size, 1])), 0);
      const kept = reduction === 'add' ? x : tf.mul(x, tf.cast(isFree, 'float32'));
      return tf.reshape(tf.add(kept, spread(updates)), outputShape(context));
    };
  }),
} satisfies Partial<TfjsOperators<Operator>>;

/** Negative indices count from the end. */
function fromStart(tf: Tfjs, indices: Tensor, sizes: Tensor | number): Tensor {
  const shifted = tf.add(indices, typeof sizes === 'number' ? tf.scalar(sizes, 'int32') : sizes);
  return tf.where(tf.less(indices, tf.scalar(0, 'int32')), shifted, indices);
}

/** Indices (..., axes) as places in all these axes together, counted row by row. */
function joinIndices(tf: Tfjs, indices: Tensor, sizes: readonly number[]): Tensor1D {
  const strides = sizes.map((_, axis) => elementCount(sizes.slice(axis + 1)));
  const places = fromStart(tf, indices, tf.tensor1d([...sizes], 'int32'));
  return tf.reshape(tf.sum(tf.mul(places, tf.tensor1d(strides, 'int32')), -1), [-1]);
}
