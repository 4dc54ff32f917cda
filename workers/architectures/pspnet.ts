import type { Value } from '../onnx/graphBuilder.ts';
import type { NetworkSettings } from './architecture.ts';
import { convolutionLayer } from './layers/convolutionLayer.ts';
import { headLayer, planesOf } from './layers/headLayer.ts';
import { pyramidPooling } from './layers/pyramidPooling.ts';
import { residualBackbone } from './layers/residualBackbone.ts';
import { enlarge } from './layers/upsampling.ts';
import type { NetworkScope } from './trainableNetwork.ts';

/**
 * Zhao et al., "Pyramid scene parsing network", 2017: a dilated residual network, pyramid pooling of its last activations,
 * a 3x3 convolution, a 1x1 convolution to the output and bilinear upsampling by the output stride.
 *
 * Adapted: a backbone of 18 layers instead of 50 and more, trained from random weights; an output stride of 2^depth, 8 in
 * the paper; no second loss in the middle of the backbone, which helps networks of a hundred layers.
 *
 * `image`: (N, channels, H, W) with H and W multiples of 8 times the output stride, so that all bins are of one size.
 * Returns (N, classes + maps, H, W), the logits first.
 */
export function buildPspnet(scope: NetworkScope, image: Value, settings: NetworkSettings): Value {
  const { width, depth, normalisation } = settings;
  const { last } = residualBackbone(scope, image, settings);
  const pyramid = pyramidPooling(scope, last, 'pyramid');
  const joined = convolutionLayer(scope, pyramid, 4 * width, 'decoder', { normalisation });
  return enlarge(scope.builder, headLayer(scope, joined, planesOf(settings)), 2 ** depth);
}
