import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { Value } from '../../onnx/graphBuilder.ts';
import type { TfjsGraph } from './tfjsGraph.ts';
import type { Tfjs } from './tfjsOperator.ts';

/** Whoever asked for them frees them. */
export interface Differentiated {
  readonly loss: Scalar;
  /** In the order of the wanted values; 0 where the loss does not depend on one. */
  readonly gradients: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

/** The loss, its gradients by the inputs `wanted`, as tfjs finds them, and other values of the same run. */
export function differentiate(
  tf: Tfjs,
  graph: TfjsGraph,
  inputs: ReadonlyMap<Value, Tensor>,
  loss: Value,
  wanted: readonly Value[],
  outputs: readonly Value[],
): Differentiated {
  const kept: Tensor[] = [];
  const forward = (): Scalar => {
    const [result, ...others] = graph.run(inputs, [loss, ...outputs]);
    // A value may be an input itself, which is not given away.
    kept.push(...others.map((tensor) => tf.keep(tf.clone(tensor))));
    return result as Scalar;
  };
  const points = wanted.map((name) => inputs.get(name) as Tensor);
  const { value, grads } = tf.engine().gradients(forward, points, undefined, true);
  const gradients = points.map((point, i) => (grads[i] as Tensor | null | undefined) ?? tf.zerosLike(point));
  return { loss: value, gradients, outputs: kept };
}
