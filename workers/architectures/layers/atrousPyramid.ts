import type { Value } from '../../onnx/graphBuilder.ts';
import type { NetworkScope } from '../trainableNetwork.ts';
import { convolution, convolutionLayer, separableLayer } from './convolutionLayer.ts';
import { normaliseOrShift, type Normalisation } from './normalise.ts';

export interface PyramidSettings {
  readonly normalisation: Normalisation;
  /** Channels of each branch and of the result. */
  readonly width: number;
  /** Pixels of the network's input that one pixel here stands for. */
  readonly outputStride: number;
}

/**
 * How far the branches look beside each pixel, in pixels of the network's input. The paper has 96, 192 and 288 on
 * cut-outs of 513 pixels, which on those of 128 to 256 would lie in the border.
 */
const reaches = [24, 48, 72];

/**
 * Atrous spatial pyramid pooling (Chen et al., "Rethinking atrous convolution for semantic image segmentation", 2017),
 * with separable dilated convolutions as in DeepLabv3+ (2018): (N, C, h, w) to (N, width, h, w) by a 1x1 convolution,
 * three dilated ones and the mean of the image, joined by a 1x1 convolution. The mean is one pixel, so it is not
 * normalised, and its part of the joining convolution is a kernel of its own, whose result is added everywhere: the same
 * as to repeat the pixel and join it to the others.
 */
export function atrousPyramid(scope: NetworkScope, x: Value, name: string, settings: PyramidSettings): Value {
  const { builder } = scope;
  const { normalisation, width, outputStride } = settings;
  const point = convolutionLayer(scope, x, width, `${name}.point`, { normalisation, size: 1 });
  const dilated = reaches.map((reach, index) => {
    const dilation = Math.max(1, Math.round(reach / outputStride));
    return separableLayer(scope, x, width, `${name}.dilated.${index}`, { normalisation, dilation });
  });
  const joined = builder.add('Concat', [point, ...dilated], { axis: 1 });
  const local = convolution(scope, joined, width, `${name}.join`, { size: 1 });

  const mean = builder.add('GlobalAveragePool', [x]);
  const pooled = convolutionLayer(scope, mean, width, `${name}.mean`, { normalisation: 'none', size: 1 });
  const everywhere = convolution(scope, pooled, width, `${name}.join.mean`, { size: 1 });
  const sum = builder.add('Add', [local, everywhere]);
  return builder.add('Relu', [normaliseOrShift(scope, sum, `${name}.join`, normalisation)]);
}
