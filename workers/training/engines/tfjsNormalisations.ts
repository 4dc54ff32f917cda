import type { Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../../onnx/operators.ts';
import { axisFrom } from '../../onnx/shapes/shapeRule.ts';
import {
  hasInput,
  image,
  placeOfAxis,
  plain,
  shapeOf,
  shapePerChannel,
  type PlanContext,
  type Tfjs,
  type TfjsOperators,
} from './tfjsOperator.ts';

/** y = scale (x - mean) / sqrt(variance + epsilon) + bias. */
export const tfjsNormalisations = {
  // While training, statistics are those of the batch, and the running averages become momentum times themselves plus
  // 1 - momentum times those.
  BatchNormalization: image((context) => {
    const { tf, attributes } = context;
    const { epsilon = 1e-5, momentum = 0.9 } = attributes;
    const perChannel = shapePerChannel(context);
    const stretch = (value: Tensor): Tensor => tf.reshape(value, perChannel);
    const isTraining = attributes.training_mode === 1;
    const places = placesWithout(context, [1]);
    return (read) => {
      const { mean, variance } = isTraining
        ? momentsOf(tf, read(0), places)
        : { mean: stretch(read(3)), variance: stretch(read(4)) };
      const u = normalise(tf, read(0), mean, variance, epsilon);
      const y = tf.add(tf.mul(u, stretch(read(1))), stretch(read(2)));
      if (!isTraining) return y;
      const advance = (average: Tensor, current: Tensor): Tensor =>
        tf.add(tf.mul(average, momentum), tf.mul(tf.reshape(current, average.shape), 1 - momentum));
      return [y, advance(read(3), mean), advance(read(4), variance)];
    };
  }),
  InstanceNormalization: image((context) => {
    const { tf, attributes } = context;
    const perChannel = shapePerChannel(context);
    const places = placesWithout(context, [0, 1]);
    return (read) => {
      const { mean, variance } = momentsOf(tf, read(0), places);
      const u = normalise(tf, read(0), mean, variance, attributes.epsilon ?? 1e-5);
      return tf.add(tf.mul(u, tf.reshape(read(1), perChannel)), tf.reshape(read(2), perChannel));
    };
  }),
  LayerNormalization: plain((context) => {
    const { tf, attributes } = context;
    const rank = shapeOf(context, 0).length;
    const places = [...shapeOf(context, 0).keys()].slice(axisFrom(attributes.axis ?? -1, rank));
    return (read) => {
      const { mean, variance } = momentsOf(tf, read(0), places);
      const scaled = tf.mul(normalise(tf, read(0), mean, variance, attributes.epsilon ?? 1e-5), read(1));
      return hasInput(context, 2) ? tf.add(scaled, read(2)) : scaled;
    };
  }),
} satisfies Partial<TfjsOperators<Operator>>;

function placesWithout(context: PlanContext<Operator>, axes: readonly number[]): number[] {
  return [...shapeOf(context, 0).keys()]
    .filter((axis) => !axes.includes(axis))
    .map((axis) => placeOfAxis(context, axis));
}

function momentsOf(tf: Tfjs, x: Tensor, places: number[]): { readonly mean: Tensor; readonly variance: Tensor } {
  const mean = tf.mean(x, places, true);
  return { mean, variance: tf.mean(tf.square(tf.sub(x, mean)), places, true) };
}

function normalise(tf: Tfjs, x: Tensor, mean: Tensor, variance: Tensor, epsilon: number): Tensor {
  return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon)));
}
