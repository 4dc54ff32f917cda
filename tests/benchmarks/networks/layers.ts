import { batchNormalisation } from '../../../workers/architectures/layers/batchNormalisation.ts';
import type { NetworkScope } from '../../../workers/architectures/trainableNetwork.ts';
import type { Value } from '../../../workers/onnx/graphBuilder.ts';

interface ConvolutionSettings {
  /** Of the square kernel; odd. */
  readonly size?: number;
  readonly stride?: number;
  readonly dilation?: number;
}

/** A convolution that pads what its kernel takes away, without bias: a normalisation follows. */
export function convolution(
  { builder, parameter }: NetworkScope,
  x: Value,
  outputs: number,
  name: string,
  { size = 3, stride = 1, dilation = 1 }: ConvolutionSettings = {},
): Value {
  const channels = builder.shape(x)[1] ?? 0;
  const weight = parameter({
    name: `${name}.weight`,
    shape: [outputs, channels, size, size],
    initialisation: { kind: 'normal', deviation: Math.sqrt(2 / (channels * size ** 2)) },
    decays: true,
  });
  const pad = (dilation * (size - 1)) / 2;
  return builder.add('Conv', [x, weight], {
    kernel_shape: [size, size],
    strides: [stride, stride],
    dilations: [dilation, dilation],
    pads: [pad, pad, pad, pad],
  });
}

export function convolutionBlock(
  scope: NetworkScope,
  x: Value,
  outputs: number,
  name: string,
  settings: ConvolutionSettings = {},
): Value {
  const convolved = convolution(scope, x, outputs, `${name}.conv`, settings);
  return scope.builder.add('Relu', [batchNormalisation(scope, convolved, `${name}.norm`)]);
}

interface StageSettings {
  readonly blocks: number;
  readonly stride: number;
  readonly dilation?: number;
}

/** Basic blocks of He et al., "Deep residual learning for image recognition", 2016; the first one may downsample. */
export function residualStage(
  scope: NetworkScope,
  x: Value,
  outputs: number,
  name: string,
  { blocks, stride, dilation = 1 }: StageSettings,
): Value {
  const { builder } = scope;
  let value = x;
  for (let block = 0; block < blocks; block++) {
    const step = block === 0 ? stride : 1;
    const inner = convolutionBlock(scope, value, outputs, `${name}.${block}.0`, { stride: step, dilation });
    const convolved = convolution(scope, inner, outputs, `${name}.${block}.1.conv`, { dilation });
    const branch = batchNormalisation(scope, convolved, `${name}.${block}.1.norm`);
    const isSame = step === 1 && builder.shape(value)[1] === outputs;
    const shortcut = isSame ? value : projection(scope, value, outputs, `${name}.${block}.shortcut`, step);
    value = builder.add('Relu', [builder.add('Add', [branch, shortcut])]);
  }
  return value;
}

function projection(scope: NetworkScope, x: Value, outputs: number, name: string, stride: number): Value {
  const convolved = convolution(scope, x, outputs, `${name}.conv`, { size: 1, stride });
  return batchNormalisation(scope, convolved, `${name}.norm`);
}

/** A quarter of height and width: a 7x7 convolution and overlapping pooling. Returns what lies before the pooling too. */
export function residualStem(scope: NetworkScope, image: Value, outputs: number) {
  const half = convolutionBlock(scope, image, outputs, 'stem', { size: 7, stride: 2 });
  const attributes = { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] };
  return { half, quarter: scope.builder.add('MaxPool', [half], attributes) };
}

/** Logits by a 1x1 convolution with bias. */
export function head({ builder, parameter }: NetworkScope, x: Value, classes: number): Value {
  const channels = builder.shape(x)[1] ?? 0;
  const weight = parameter({
    name: 'head.weight',
    shape: [classes, channels, 1, 1],
    initialisation: { kind: 'normal', deviation: 0.1 / Math.sqrt(channels) },
    decays: true,
  });
  const bias = parameter({ name: 'head.bias', shape: [classes], initialisation: { kind: 'zeros' }, decays: false });
  return builder.add('Conv', [x, weight, bias], { kernel_shape: [1, 1] });
}
