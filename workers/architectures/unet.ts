import type { Value } from '../onnx/graphBuilder.ts';
import type { NetworkSettings } from './architecture.ts';
import { convolutionLayer } from './layers/convolutionLayer.ts';
import { headLayer, planesOf } from './layers/headLayer.ts';
import { unetDecoder } from './layers/unetDecoder.ts';
import type { NetworkScope } from './trainableNetwork.ts';

/**
 * Ronneberger, Fischer and Brox, "U-Net", 2015, with padded convolutions: `depth` times two 3x3 convolutions and 2x2
 * max pooling, two convolutions at the bottom, and on the way up nearest upsampling, concatenation with the level's
 * own activations and two convolutions; a 1x1 convolution gives the output. Level `l` has `width * 2^l` channels.
 *
 * `image`: (N, channels, H, W) with H and W multiples of 2^depth. Returns (N, classes + maps, H, W), the logits first.
 */
export function buildUnet(scope: NetworkScope, image: Value, settings: NetworkSettings): Value {
  const { builder } = scope;
  const { width, depth, normalisation } = settings;
  const block = (input: Value, outputs: number, name: string): Value => {
    const half = convolutionLayer(scope, input, outputs, `${name}.0`, { normalisation });
    return convolutionLayer(scope, half, outputs, `${name}.1`, { normalisation });
  };

  const skips: Value[] = [];
  let value = image;
  for (let level = 0; level < depth; level++) {
    const skip = block(value, width * 2 ** level, `down.${level}`);
    skips.push(skip);
    value = builder.add('MaxPool', [skip], { kernel_shape: [2, 2], strides: [2, 2] });
  }
  const middle = block(value, width * 2 ** depth, 'middle');
  return headLayer(scope, unetDecoder(scope, middle, skips, block), planesOf(settings));
}
