import type { Device } from '../../../app/contract/workerMessages.ts';
import { advanceAverage, batchNormalization, type BatchStatistics } from '../../onnx/compositions.ts';
import type { GraphBuilder, Value } from '../../onnx/graphBuilder.ts';
import type { NetworkScope } from '../trainableNetwork.ts';

export interface BatchNormalisationSettings {
  /** Share of a running average that stays at each step. */
  readonly momentum?: number;
  readonly epsilon?: number;
}

/**
 * Ioffe and Szegedy, "Batch normalization", 2015, over the channels of `x`, (N, C, ...): by the statistics of the batch
 * while training, which also advance the running averages, and by these afterwards. Its tensors are `name.weight`,
 * `name.bias`, `name.running_mean` and `name.running_var`.
 */
export function batchNormalisation(
  scope: NetworkScope,
  x: Value,
  name: string,
  { momentum = 0.9, epsilon = 1e-5 }: BatchNormalisationSettings = {},
): Value {
  const { builder, phase, device } = scope;
  const shape = [builder.shape(x)[1] ?? 0];
  const ones = { shape, initialisation: { kind: 'ones' } } as const;
  const zeros = { shape, initialisation: { kind: 'zeros' } } as const;
  const scale = scope.parameter({ name: `${name}.weight`, ...ones, decays: false });
  const bias = scope.parameter({ name: `${name}.bias`, ...zeros, decays: false });
  const names = { mean: `${name}.running_mean`, variance: `${name}.running_var` };
  const mean = scope.buffer({ name: names.mean, ...zeros });
  const variance = scope.buffer({ name: names.variance, ...ones });

  const inputs = [x, scale, bias, mean, variance];
  if (phase === 'inference' || scope.isHeld(`${name}.weight`))
    return builder.add('BatchNormalization', inputs, { epsilon });
  const { y, running } = normaliseByBatch(builder, device, inputs, { momentum, epsilon });
  scope.replaceBuffer(names.mean, running.mean);
  scope.replaceBuffer(names.variance, running.variance);
  return y;
}

/** The same by the statistics of the batch; `inputs` are those of the operator, x, scale, bias, mean and variance. */
export function normaliseByBatch(
  builder: GraphBuilder,
  device: Device,
  inputs: readonly Value[],
  { momentum, epsilon }: Required<BatchNormalisationSettings>,
): { readonly y: Value; readonly running: BatchStatistics } {
  const [x = '', scale = '', bias = '', mean = '', variance = ''] = inputs;
  if (device === 'webgpu') {
    return batchNormalization(builder, x, scale, bias, { mean, variance }, { momentum, epsilon });
  }
  // With a momentum of 0 the operator ignores the averages and tells the statistics of the batch, which its gradient needs
  // too. onnxruntime writes them over the averages that it is given, so these are others.
  const attributes = { epsilon, momentum: 0, training_mode: 1 };
  const ignored = [mean, variance].map((value) => builder.add('Abs', [value]));
  const results = builder.addMany('BatchNormalization', [x, scale, bias, ...ignored], 3, attributes);
  const [y = '', batchMean = '', batchVariance = ''] = results;
  return {
    y,
    running: {
      mean: advanceAverage(builder, mean, batchMean, momentum),
      variance: advanceAverage(builder, variance, batchVariance, momentum),
    },
  };
}
