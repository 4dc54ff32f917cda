import type { Value } from '../onnx/graphBuilder.ts';
import type { NetworkSettings } from './architecture.ts';
import { convolutionLayer, separableLayer } from './layers/convolutionLayer.ts';
import { headLayer, planesOf } from './layers/headLayer.ts';
import { invertedResidual } from './layers/invertedResidual.ts';
import { unetDecoder } from './layers/unetDecoder.ts';
import type { NetworkScope } from './trainableNetwork.ts';

/** Channels of the levels for each of `width`: those of MobileNetV2 where that is 16, rounded to multiples of it. */
const widths = [1, 1, 2, 4, 6, 10, 20];
const expansion = 6;

/**
 * The U-Net (Ronneberger, Fischer and Brox, 2015) whose way down is MobileNetV2 (Sandler et al., 2018): a convolution that
 * strides, one block that does not expand, and for each further halving two inverted residuals. What it has at the size
 * of the image is one 3x3 convolution, because the paper's network begins with half of it; the way up is made of separable
 * convolutions. Level `l` has `width` times 1, 1, 2, 4, 6, 10 or 20 channels.
 *
 * `image`: (N, channels, H, W) with H and W multiples of 2^depth. Returns (N, classes + maps, H, W), the logits first.
 */
export function buildMobileUnet(scope: NetworkScope, image: Value, settings: NetworkSettings): Value {
  const { width, depth, normalisation } = settings;
  const widthAt = (level: number): number => width * (widths[level] ?? 1);
  const whole = convolutionLayer(scope, image, widthAt(0), 'stem.0', { normalisation });
  const stem = convolutionLayer(scope, whole, widthAt(1), 'stem.1', { normalisation, stride: 2 });
  const levels = [whole, invertedResidual(scope, stem, widthAt(1), 'level.1', { normalisation, expansion: 1 })];
  for (let level = 2; level <= depth; level++) {
    const above = levels.at(-1) ?? '';
    const reduced = { normalisation, expansion, stride: 2 };
    const first = invertedResidual(scope, above, widthAt(level), `level.${level}.0`, reduced);
    levels.push(invertedResidual(scope, first, widthAt(level), `level.${level}.1`, { normalisation, expansion }));
  }
  const value = unetDecoder(scope, levels.at(-1) ?? '', levels.slice(0, -1), (input, outputs, name) => {
    const half = separableLayer(scope, input, outputs, `${name}.0`, { normalisation });
    return separableLayer(scope, half, outputs, `${name}.1`, { normalisation });
  });
  return headLayer(scope, value, planesOf(settings));
}
