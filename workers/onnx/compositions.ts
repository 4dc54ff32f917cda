import { elementCount, float32Tensor } from './graph.ts';
import type { GraphBuilder, Value } from './graphBuilder.ts';

/** Layers that operator set 18 has no operator for, made of those that it has. */

/** x Phi(x) with the normal distribution Phi(x) = (1 + erf(x / sqrt(2))) / 2 (Hendrycks and Gimpel, 2016). */
export function gelu(builder: GraphBuilder, x: Value): Value {
  const error = builder.add('Erf', [builder.add('Mul', [x, builder.scalar(Math.SQRT1_2)])]);
  const share = builder.add('Mul', [builder.add('Add', [error, builder.scalar(1)]), builder.scalar(0.5)]);
  return builder.add('Mul', [x, share]);
}

/**
 * y = scale u + bias with u = (x - mean) / sqrt(variance + epsilon) over each group of channels (Wu and He, "Group
 * normalization", 2018): x is (N, C, ...), scale and bias hold one number a channel. The operator of that name scales
 * groups before set 21, not channels, so a group is normalised as one plane by InstanceNormalization.
 */
export function groupNormalization(
  builder: GraphBuilder,
  x: Value,
  scale: Value,
  bias: Value,
  groups: number,
  epsilon = 1e-5,
): Value {
  const shape = builder.shape(x);
  const [samples = 1, channels = 1, ...spatial] = shape;
  const planes = [samples, groups, elementCount(shape) / (samples * groups)];
  const joined = builder.add('Reshape', [x, builder.integers(planes)]);
  const [ones, zeros] = [1, 0].map((value) => {
    return builder.constant(float32Tensor([groups], new Float32Array(groups).fill(value)));
  }) as [Value, Value];
  const normalised = builder.add('InstanceNormalization', [joined, ones, zeros], { epsilon });
  const u = builder.add('Reshape', [normalised, builder.integers(shape)]);
  const perChannel = builder.integers([channels, ...spatial.map(() => 1)]);
  const stretched = (value: Value): Value => builder.add('Reshape', [value, perChannel]);
  return builder.add('Add', [builder.add('Mul', [u, stretched(scale)]), stretched(bias)]);
}
