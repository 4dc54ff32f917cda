import type { Value } from '../onnx/graphBuilder.ts';
import type { NetworkSettings } from './architecture.ts';
import { convolutionLayer } from './layers/convolutionLayer.ts';
import { headLayer, planesOf } from './layers/headLayer.ts';
import { residualStage } from './layers/residualBlock.ts';
import { unetDecoder } from './layers/unetDecoder.ts';
import type { NetworkScope } from './trainableNetwork.ts';

const blocksOfStage = 2;

/**
 * The U-Net (Ronneberger, Fischer and Brox, 2015) whose way down is a residual network of basic blocks (He et al., "Deep
 * residual learning for image recognition", 2016), as Zhang, Liu and Wang, "Road extraction by deep residual U-Net", 2018,
 * join the two. The stem is one 3x3 convolution that keeps the size, not 7x7 with stride and pooling: objects of a few
 * pixels must still be seen. Each of `depth` stages of two blocks halves the size; level `l` has `width * 2^l` channels.
 * The way up is that of the U-Net.
 *
 * `image`: (N, channels, H, W) with H and W multiples of 2^depth. Returns (N, classes + maps, H, W), the logits first.
 */
export function buildResidualUnet(scope: NetworkScope, image: Value, settings: NetworkSettings): Value {
  const { width, depth, normalisation } = settings;
  const stem = convolutionLayer(scope, image, width, 'stem', { normalisation });
  const levels = [residualStage(scope, stem, width, 'stage.0', { normalisation, blocks: 1 })];
  for (let level = 1; level <= depth; level++) {
    const stage = { normalisation, blocks: blocksOfStage, stride: 2 };
    levels.push(residualStage(scope, levels.at(-1) ?? '', width * 2 ** level, `stage.${level}`, stage));
  }
  const value = unetDecoder(scope, levels.at(-1) ?? '', levels.slice(0, -1), (input, outputs, name) => {
    const half = convolutionLayer(scope, input, outputs, `${name}.0`, { normalisation });
    return convolutionLayer(scope, half, outputs, `${name}.1`, { normalisation });
  });
  return headLayer(scope, value, planesOf(settings));
}
