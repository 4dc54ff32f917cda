import type { Value } from '../../onnx/graphBuilder.ts';
import type { NetworkScope } from '../trainableNetwork.ts';
import { addBias, normalise, type Normalisation } from './normalise.ts';

/** A square kernel whose border is padded, so that the size of the image changes by the stride alone. */
export interface ConvolutionSettings {
  /** Pixels of a side, odd; 3 where left out. */
  readonly size?: number;
  readonly stride?: number;
  readonly dilation?: number;
  /** Each channel is convolved for itself; as many come out. */
  readonly isDepthwise?: boolean;
}

export interface LayerSettings extends ConvolutionSettings {
  readonly normalisation: Normalisation;
  /** Without a Relu behind it. */
  readonly isLinear?: boolean;
}

/**
 * Convolution, normalisation and Relu: (N, C, H, W) to (N, outputs, H / stride, W / stride). Without a
 * normalisation the convolution has a bias. The kernel is `name.weight`, drawn as He et al., "Delving deep into
 * rectifiers", 2015, have it.
 */
export function convolutionLayer(
  scope: NetworkScope,
  x: Value,
  outputs: number,
  name: string,
  settings: LayerSettings,
): Value {
  const { normalisation, isLinear = false } = settings;
  const y =
    normalisation === 'none'
      ? convolution(scope, x, outputs, name, settings, { hasBias: true })
      : normalise(scope, convolution(scope, x, outputs, name, settings), name, normalisation);
  return isLinear ? y : scope.builder.add('Relu', [y]);
}

/** The convolution alone: `name.weight`, and where it has a bias `name.bias`. */
export function convolution(
  scope: NetworkScope,
  x: Value,
  outputs: number,
  name: string,
  { size = 3, stride = 1, dilation = 1, isDepthwise = false }: ConvolutionSettings = {},
  { hasBias = false, deviation }: { readonly hasBias?: boolean; readonly deviation?: number } = {},
): Value {
  const { builder, parameter } = scope;
  const channels = builder.shape(x)[1] ?? 0;
  const group = isDepthwise ? channels : 1;
  const shape = [outputs, channels / group, size, size];
  const spread = deviation ?? Math.sqrt((2 * group) / (channels * size ** 2));
  const kernel = parameter({
    name: `${name}.weight`,
    shape,
    initialisation: { kind: 'normal', deviation: spread },
    decays: true,
  });
  const pad = (dilation * (size - 1)) / 2;
  return builder.add('Conv', hasBias ? [x, kernel, addBias(scope, name, outputs)] : [x, kernel], {
    kernel_shape: [size, size],
    pads: [pad, pad, pad, pad],
    strides: [stride, stride],
    ...(dilation === 1 ? {} : { dilations: [dilation, dilation] }),
    ...(group === 1 ? {} : { group }),
  });
}

/**
 * A depthwise convolution and a 1x1 convolution behind it (Chollet, "Xception", 2017): `name.depthwise` and
 * `name.pointwise`, both with normalisation and Relu, as DeepLabv3+ has them.
 */
export function separableLayer(
  scope: NetworkScope,
  x: Value,
  outputs: number,
  name: string,
  settings: LayerSettings,
): Value {
  const channels = scope.builder.shape(x)[1] ?? 0;
  const deep = convolutionLayer(scope, x, channels, `${name}.depthwise`, { ...settings, isDepthwise: true });
  const { normalisation } = settings;
  return convolutionLayer(scope, deep, outputs, `${name}.pointwise`, { normalisation, size: 1 });
}
