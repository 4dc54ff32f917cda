import type { Value } from '../../onnx/graphBuilder.ts';
import type { NetworkScope } from '../trainableNetwork.ts';
import { convolutionLayer } from './convolutionLayer.ts';
import type { Normalisation } from './normalise.ts';

export interface InvertedResidualSettings {
  readonly normalisation: Normalisation;
  readonly stride?: number;
  /** Channels of the inside for each channel of the input. */
  readonly expansion: number;
}

/**
 * The block of Sandler et al., "MobileNetV2: inverted residuals and linear bottlenecks", 2018: a 1x1 convolution to many
 * channels, a depthwise 3x3 convolution and a linear 1x1 convolution back to few, added to the input where size and
 * channels are the same. Relu stands for the paper's Relu6, whose limit serves fixed-point numbers. (N, C, H, W) to (N, outputs, H / stride, W / stride).
 */
export function invertedResidual(
  scope: NetworkScope,
  x: Value,
  outputs: number,
  name: string,
  { normalisation, stride = 1, expansion }: InvertedResidualSettings,
): Value {
  const { builder } = scope;
  const channels = builder.shape(x)[1] ?? 0;
  const wide =
    expansion === 1
      ? x
      : convolutionLayer(scope, x, channels * expansion, `${name}.expand`, { normalisation, size: 1 });
  const deep = { normalisation, stride, isDepthwise: true };
  const filtered = convolutionLayer(scope, wide, channels * expansion, `${name}.depthwise`, deep);
  const linear = { normalisation, isLinear: true, size: 1 };
  const narrow = convolutionLayer(scope, filtered, outputs, `${name}.project`, linear);
  return stride === 1 && channels === outputs ? builder.add('Add', [narrow, x]) : narrow;
}
