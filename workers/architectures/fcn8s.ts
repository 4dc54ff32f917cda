import type { Value } from '../onnx/graphBuilder.ts';
import type { NetworkSettings } from './architecture.ts';
import { convolutionLayer } from './layers/convolutionLayer.ts';
import { headLayer, planesOf } from './layers/headLayer.ts';
import { enlarge } from './layers/upsampling.ts';
import { vggConvolutions, vggStage, vggWidth } from './layers/vggStage.ts';
import type { NetworkScope } from './trainableNetwork.ts';

const stages = 5;

/**
 * Long, Shelhamer and Darrell, "Fully convolutional networks for semantic segmentation", 2015, the variant FCN-8s: the
 * convolutions of VGG-16, 2x2 max pooling after each of its five stages, its fully connected layers as convolutions, and
 * scores of the fifth, fourth and third pooling that are upsampled twice, added, upsampled twice, added and upsampled
 * eight times.
 *
 * Adapted: the first fully connected layer is 3x3 instead of 7x7 and both have `16 width` channels instead of 4096,
 * because cut-outs of 128 pixels leave 4 of them; borders are padded everywhere, so nothing is cropped; the upsampling is
 * bilinear throughout, which the paper's deconvolutions start as. Stage `s` has `width * 2^s` channels, at most eight
 * times `width`.
 *
 * `image`: (N, channels, H, W) with H and W multiples of 32. Returns (N, classes + maps, H, W), the logits first.
 */
export function buildFcn8s(scope: NetworkScope, image: Value, settings: NetworkSettings): Value {
  const { builder } = scope;
  const { width, normalisation } = settings;
  const planes = planesOf(settings);
  const pooled: Value[] = [];
  for (let stage = 0; stage < stages; stage++) {
    const outputs = Array<number>(vggConvolutions(stage)).fill(vggWidth(width, stage));
    const value = vggStage(scope, pooled.at(-1) ?? image, outputs, `stage.${stage}`, normalisation);
    pooled.push(builder.add('MaxPool', [value], { kernel_shape: [2, 2], strides: [2, 2] }));
  }
  const [, , third = '', fourth = '', fifth = ''] = pooled;
  const connected = convolutionLayer(scope, fifth, 16 * width, 'connected.0', { normalisation });
  const last = convolutionLayer(scope, connected, 16 * width, 'connected.1', { normalisation, size: 1 });

  const coarse = enlarge(builder, headLayer(scope, last, planes, 'score.32'), 2);
  const middle = builder.add('Add', [coarse, headLayer(scope, fourth, planes, 'score.16')]);
  const fine = builder.add('Add', [enlarge(builder, middle, 2), headLayer(scope, third, planes, 'score.8')]);
  return enlarge(builder, fine, 8);
}
