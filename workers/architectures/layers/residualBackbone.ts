import type { Value } from '../../onnx/graphBuilder.ts';
import type { NetworkSettings } from '../architecture.ts';
import type { NetworkScope } from '../trainableNetwork.ts';
import { convolutionLayer } from './convolutionLayer.ts';
import { residualStage } from './residualBlock.ts';

/** What a decoder may take from the backbone. */
export interface BackboneFeatures {
  /** (N, width, H / 4, W / 4). */
  readonly quarter: Value;
  /** (N, 2 width, H / 8, W / 8). */
  readonly eighth: Value;
  /** (N, 8 width, H / s, W / s) with the output stride s = 2^depth. */
  readonly last: Value;
}

const blocksOfStage = 2;

/**
 * A residual network of 18 layers (He et al., 2016) whose last stages keep the size of the image once it is reduced by
 * the output stride 2^depth, and look farther by dilation instead (Chen et al., "Rethinking atrous convolution", 2017).
 * Two 3x3 convolutions make the stem, as PSPNet has it; the first stage strides in place of its pooling. Stages have
 * `width` times 1, 2, 4 and 8 channels.
 */
export function residualBackbone(
  scope: NetworkScope,
  image: Value,
  { width, depth, normalisation }: NetworkSettings,
): BackboneFeatures {
  const wide = convolutionLayer(scope, image, width, 'stem.0', { normalisation, stride: 2 });
  const stem = convolutionLayer(scope, wide, width, 'stem.1', { normalisation });
  const stages: Value[] = [];
  let [value, halvings, dilation] = [stem, 1, 1];
  for (let stage = 0; stage < 4; stage++) {
    const mayStride = halvings < depth;
    if (mayStride) halvings++;
    else dilation *= 2;
    const stride = mayStride ? 2 : 1;
    const settings = { normalisation, blocks: blocksOfStage, stride, dilation };
    value = residualStage(scope, value, width * 2 ** stage, `stage.${stage}`, settings);
    stages.push(value);
  }
  const [quarter = '', eighth = ''] = stages;
  return { quarter, eighth, last: value };
}
