import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { elementCount } from '../../onnx/graph.ts';
import type { Operator } from '../../onnx/operators.ts';
import { standOnce } from '../../onnx/shapes/scatteredPlaces.ts';
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
    const { batch_dims: batchAxes = 0 } = context.attributes;
    const shape = shapeOf(context, 0);
    const joinedAxes = batchAxes + (shapeOf(context, 1).at(-1) ?? 0);
    const sizes = shape.slice(0, joinedAxes);
    const joined = [elementCount(sizes), elementCount(shape.slice(joinedAxes))];
    return (read) => {
      const places = joinIndices(tf, read(1), sizes, batchAxes);
      return tf.reshape(tf.gather(tf.reshape(read(0), joined), places, 0), outputShape(context));
    };
  }),
  // Of what is written over, nothing is left.
  ScatterND: plain((context) => {
    const { tf } = context;
    const { reduction = 'none' } = context.attributes;
    const shape = shapeOf(context, 0);
    const named = shape.slice(0, shapeOf(context, 1).at(-1));
    const combine = combinations[reduction];
    if (combine !== undefined && !standOnce(context.constant(1), named)) {
      throw new CannotExpress(`with reduction ${reduction} each place must stand once`);
    }
    const [places, rest] = [elementCount(named), elementCount(shape.slice(named.length))];
    return (read) => {
      const indices = joinIndices(tf, read(1), named, 0);
      const spread = (rows: Tensor): Tensor => tf.unsortedSegmentSum(rows, indices, places);
      const x = tf.reshape(read(0), [places, rest]);
      const given = tf.reshape(read(2), [-1, rest]);
      const updates = combine === undefined ? given : combine(tf, tf.gather(x, indices), given);
      const isFree = tf.equal(spread(tf.ones([indices.size, 1])), 0);
      const kept = reduction === 'add' ? x : tf.mul(x, tf.cast(isFree, 'float32'));
      return tf.reshape(tf.add(kept, spread(updates)), outputShape(context));
    };
  }),
} satisfies Partial<TfjsOperators<Operator>>;

/** What a place becomes, of what was there and its update; sums are made otherwise, since they may meet. */
const combinations: Readonly<Record<string, (tf: Tfjs, x: Tensor, update: Tensor) => Tensor>> = {
  max: (tf, x, update) => tf.maximum(x, update),
  min: (tf, x, update) => tf.minimum(x, update),
  mul: (tf, x, update) => tf.mul(x, update),
};

/** Negative indices count from the end. */
function fromStart(tf: Tfjs, indices: Tensor, sizes: Tensor | number): Tensor {
  const shifted = tf.add(indices, typeof sizes === 'number' ? tf.scalar(sizes, 'int32') : sizes);
  return tf.where(tf.less(indices, tf.scalar(0, 'int32')), shifted, indices);
}

/**
 * Indices (batch..., ..., axes) as places in all axes of `sizes` together, counted row by row. The indices name the axes
 * after the first `batchAxes`, each in its own part of the batch.
 */
function joinIndices(tf: Tfjs, indices: Tensor, sizes: readonly number[], batchAxes: number): Tensor1D {
  const named = sizes.slice(batchAxes);
  const strides = named.map((_, axis) => elementCount(named.slice(axis + 1)));
  const places = fromStart(tf, indices, tf.tensor1d(named, 'int32'));
  const joined = tf.sum(tf.mul(places, tf.tensor1d(strides, 'int32')), -1);
  const parts = elementCount(sizes.slice(0, batchAxes));
  const starts = tf.mul(tf.range(0, parts, 1, 'int32'), tf.scalar(elementCount(named), 'int32'));
  return tf.reshape(tf.add(tf.reshape(joined, [parts, -1]), tf.reshape(starts, [parts, 1])), [-1]);
}
