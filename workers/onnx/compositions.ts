import { dataTypeNumbers, float32Tensor } from './graph.ts';
import type { GraphBuilder, Value } from './graphBuilder.ts';

/** Layers that operator set 18 or one of the devices has no operator for, made of those that they have. */

/** x Phi(x) with the normal distribution Phi(x) = (1 + erf(x / sqrt(2))) / 2 (Hendrycks and Gimpel, 2016). */
export function gelu(builder: GraphBuilder, x: Value): Value {
  const error = builder.add('Erf', [builder.add('Mul', [x, builder.scalar(Math.SQRT1_2)])]);
  const share = builder.add('Mul', [builder.add('Add', [error, builder.scalar(1)]), builder.scalar(0.5)]);
  return builder.add('Mul', [x, share]);
}

/**
 * LogSoftmax along the channels of (N, C, ...), which the operator takes five times as long for:
 * y = x - m - log(sum(exp(x - m))). Any m near the largest number keeps exp in its range; a whole one has no gradient.
 */
export function logSoftmaxOfChannels(builder: GraphBuilder, x: Value): Value {
  const channels = builder.integers([1]);
  const largest = builder.add('ReduceMax', [x, channels], { keepdims: 1 });
  const whole = builder.add('Cast', [largest], { to: dataTypeNumbers.int32 });
  const shifted = builder.add('Sub', [x, builder.add('Cast', [whole], { to: dataTypeNumbers.float32 })]);
  const sum = builder.add('ReduceSum', [builder.add('Exp', [shifted]), channels], { keepdims: 1 });
  return builder.add('Sub', [shifted, builder.add('Log', [sum])]);
}

/**
 * y = scale u + bias with u = (x - mean) / sqrt(variance + epsilon) over each group of channels (Wu and He, "Group
 * normalization", 2018): x is (N, C, ...), scale and bias hold one number a channel. The operator of that name scales
 * groups before set 21, not channels, so a group is normalised as one plane by InstanceNormalization. `sizes` is the
 * shape of x as a value, where it is not the same at every run.
 */
export function groupNormalization(
  builder: GraphBuilder,
  x: Value,
  scale: Value,
  bias: Value,
  groups: number,
  epsilon = 1e-5,
  sizes = builder.integers(builder.shape(x)),
): Value {
  const [, channels = 1, ...spatial] = builder.shape(x);
  const joined = builder.add('Reshape', [x, builder.integers([0, groups, -1])]);
  const [ones, zeros] = [1, 0].map((value) => {
    return builder.constant(float32Tensor([groups], new Float32Array(groups).fill(value)));
  }) as [Value, Value];
  const normalised = builder.add('InstanceNormalization', [joined, ones, zeros], { epsilon });
  const u = builder.add('Reshape', [normalised, sizes]);
  const perChannel = builder.integers([channels, ...spatial.map(() => 1)]);
  const stretched = (value: Value): Value => builder.add('Reshape', [value, perChannel]);
  return builder.add('Add', [builder.add('Mul', [u, stretched(scale)]), stretched(bias)]);
}

export interface BatchStatistics {
  readonly mean: Value;
  readonly variance: Value;
}

/**
 * BatchNormalization with training_mode = 1, of which onnxruntime's WebGPU provider says that it "is not supported yet":
 * y = scale u + bias with u = (x - mean) / sqrt(variance + epsilon) over all but the channels, axis 1. The running
 * averages become momentum times themselves plus 1 - momentum times those of the batch, whose variance is divided by
 * the number of values, as the operator has it (PyTorch divides by one less).
 */
export function batchNormalization(
  builder: GraphBuilder,
  x: Value,
  scale: Value,
  bias: Value,
  running: BatchStatistics,
  { momentum = 0.9, epsilon = 1e-5 } = {},
): { readonly y: Value; readonly running: BatchStatistics } {
  const [, channels = 1, ...spatial] = builder.shape(x);
  const axes = builder.integers([0, ...spatial.map((_, axis) => axis + 2)]);
  const meanOf = (value: Value): Value => builder.add('ReduceMean', [value, axes], { keepdims: 1 });
  const perChannel = builder.integers([1, channels, ...spatial.map(() => 1)]);
  const stretched = (value: Value): Value => builder.add('Reshape', [value, perChannel]);

  const mean = meanOf(x);
  const centred = builder.add('Sub', [x, mean]);
  const variance = meanOf(builder.add('Mul', [centred, centred]));
  const deviation = builder.add('Sqrt', [builder.add('Add', [variance, builder.scalar(epsilon)])]);
  const u = builder.add('Div', [centred, deviation]);
  const y = builder.add('Add', [builder.add('Mul', [u, stretched(scale)]), stretched(bias)]);

  const advance = (average: Value, current: Value): Value => {
    return advanceAverage(builder, average, builder.add('Reshape', [current, builder.integers([channels])]), momentum);
  };
  return { y, running: { mean: advance(running.mean, mean), variance: advance(running.variance, variance) } };
}

/** momentum average + (1 - momentum) current */
export function advanceAverage(builder: GraphBuilder, average: Value, current: Value, momentum: number): Value {
  const kept = builder.add('Mul', [average, builder.scalar(momentum)]);
  return builder.add('Add', [kept, builder.add('Mul', [current, builder.scalar(1 - momentum)])]);
}
