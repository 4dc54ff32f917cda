import type { Value } from '../onnx/graphBuilder.ts';
import type { NetworkSettings } from './architecture.ts';
import { atrousPyramid } from './layers/atrousPyramid.ts';
import { convolutionLayer, separableLayer } from './layers/convolutionLayer.ts';
import { headLayer, planesOf } from './layers/headLayer.ts';
import { residualBackbone } from './layers/residualBackbone.ts';
import { enlarge } from './layers/upsampling.ts';
import type { NetworkScope } from './trainableNetwork.ts';

/**
 * Chen et al., "Encoder-decoder with atrous separable convolution for semantic image segmentation", 2018 (DeepLabv3+): a
 * dilated residual network, atrous spatial pyramid pooling, bilinear upsampling to a quarter of the image, concatenation
 * with the activations that the backbone has there, reduced to few channels, two separable 3x3 convolutions, a 1x1
 * convolution to the output and bilinear upsampling by 4.
 *
 * Adapted: a backbone of 18 layers instead of Xception; an output stride of 2^depth, 8 or 16 in the paper; `4 width`
 * channels in pyramid and decoder, and `width` of the reduced ones, where the paper has 256 and 48; dilations for small
 * cut-outs (see `atrousPyramid`).
 *
 * `image`: (N, channels, H, W) with H and W multiples of 2^depth. Returns (N, classes + maps, H, W), the logits first.
 */
export function buildDeeplab(scope: NetworkScope, image: Value, settings: NetworkSettings): Value {
  const { builder } = scope;
  const { width, depth, normalisation } = settings;
  const { quarter, last } = residualBackbone(scope, image, settings);
  const pyramid = atrousPyramid(scope, last, 'pyramid', { normalisation, width: 4 * width, outputStride: 2 ** depth });
  const low = convolutionLayer(scope, quarter, width, 'decoder.low', { normalisation, size: 1 });
  const joined = builder.add('Concat', [enlarge(builder, pyramid, 2 ** depth / 4), low], { axis: 1 });
  const half = separableLayer(scope, joined, 4 * width, 'decoder.0', { normalisation });
  const decoded = separableLayer(scope, half, 4 * width, 'decoder.1', { normalisation });
  return enlarge(builder, headLayer(scope, decoded, planesOf(settings)), 4);
}
