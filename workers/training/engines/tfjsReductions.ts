import type { Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../../onnx/operators.ts';
import {
  changeLayout,
  follow,
  placeOfAxis,
  shapeOf,
  type Tfjs,
  type TfjsOperator,
  type TfjsOperators,
} from './tfjsOperator.ts';

type Reduction = (tf: Tfjs, x: Tensor, places: number[]) => Tensor;

/** `run` keeps the reduced axes, so that the others stay where they are until the result is small. */
const reduction = (run: Reduction): TfjsOperator<'ReduceMax' | 'ReduceMean' | 'ReduceSum'> =>
  follow((context) => {
    const { tf, attributes, layout } = context;
    const axes = context.constant(1, [...shapeOf(context, 0).keys()]);
    const places = axes.map((axis) => placeOfAxis(context, axis));
    return (read) => {
      const kept = run(tf, read(0), places);
      if (attributes.keepdims !== 0) return kept;
      const ordered = layout === 'channelsLast' ? changeLayout(tf, kept, 'plain') : kept;
      return tf.reshape(ordered, [...(context.outputs[0]?.shape ?? [])]);
    };
  });

/** tfjs's own softmax works along the last axis alone. */
const alongLastAxis = (run: (tf: Tfjs, x: Tensor) => Tensor): TfjsOperator<'LogSoftmax' | 'Softmax'> =>
  follow((context) => {
    const { tf } = context;
    const place = placeOfAxis(context, context.attributes.axis ?? -1);
    const last = shapeOf(context, 0).length - 1;
    if (place === last) return (read) => run(tf, read(0));
    const exchanged = [...shapeOf(context, 0).keys()].with(place, last).with(last, place);
    return (read) => tf.transpose(run(tf, tf.transpose(read(0), exchanged)), exchanged);
  });

export const tfjsReductions = {
  LogSoftmax: alongLastAxis((tf, x) => tf.logSoftmax(x)),
  ReduceMax: reduction((tf, x, places) => tf.max(x, places, true)),
  ReduceMean: reduction((tf, x, places) => tf.mean(x, places, true)),
  ReduceSum: reduction((tf, x, places) => tf.sum(x, places, true)),
  Softmax: alongLastAxis((tf, x) => tf.softmax(x)),
} satisfies Partial<TfjsOperators<Operator>>;
