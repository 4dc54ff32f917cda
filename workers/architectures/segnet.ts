import type { Value } from '../onnx/graphBuilder.ts';
import type { NetworkSettings } from './architecture.ts';
import { headLayer, planesOf } from './layers/headLayer.ts';
import { switchedPooling, switchedUnpooling, type SwitchedPooling } from './layers/switchedPooling.ts';
import { vggConvolutions, vggStage, vggWidth } from './layers/vggStage.ts';
import type { NetworkScope } from './trainableNetwork.ts';

/**
 * Badrinarayanan, Kendall and Cipolla, "SegNet: a deep convolutional encoder-decoder architecture for image segmentation",
 * 2017: the convolutions of VGG-16 with 2x2 max pooling, and a decoder that mirrors them, whose upsampling puts each
 * number where the pooling of the same stage took it from. There are no other connections between the two sides.
 *
 * Adapted: `depth` stages where the paper has five; stage `s` has `width * 2^s` channels, at most eight times `width`; a
 * 1x1 convolution gives the output.
 *
 * `image`: (N, channels, H, W) with H and W multiples of 2^depth. Returns (N, classes + maps, H, W), the logits first.
 */
export function buildSegnet(scope: NetworkScope, image: Value, settings: NetworkSettings): Value {
  const { builder } = scope;
  const { width, depth, normalisation } = settings;
  const poolings: SwitchedPooling[] = [];
  for (let stage = 0; stage < depth; stage++) {
    const outputs = Array<number>(vggConvolutions(stage)).fill(vggWidth(width, stage));
    const value = vggStage(scope, poolings.at(-1)?.pooled ?? image, outputs, `down.${stage}`, normalisation);
    poolings.push(switchedPooling(builder, value));
  }
  const value = [...poolings.entries()].reduceRight(
    (below, [stage, { switches }]) => {
      const outputs = Array<number>(vggConvolutions(stage)).fill(vggWidth(width, stage));
      // The last one makes the channels that the stage above works with.
      outputs[outputs.length - 1] = vggWidth(width, Math.max(0, stage - 1));
      const large = switchedUnpooling(builder, below, switches);
      return vggStage(scope, large, outputs, `up.${stage}`, normalisation);
    },
    poolings.at(-1)?.pooled ?? image,
  );
  return headLayer(scope, value, planesOf(settings));
}
