import type { Value } from '../../onnx/graphBuilder.ts';
import type { NetworkScope } from '../trainableNetwork.ts';
import { convolutionLayer } from './convolutionLayer.ts';
import type { Normalisation } from './normalise.ts';

/** Convolutions of each stage of the network with 16 layers of Simonyan and Zisserman, 2015. */
const convolutionsOfStage = [2, 2, 3, 3, 3];

export function vggConvolutions(stage: number): number {
  return convolutionsOfStage[stage] ?? 3;
}

/** Channels of a stage: twice as many as before, up to eight times `width`. */
export function vggWidth(width: number, stage: number): number {
  return width * Math.min(2 ** stage, 8);
}

/**
 * The 3x3 convolutions of one stage of Simonyan and Zisserman, "Very deep convolutional networks for large-scale image
 * recognition", 2015: `name.0` and so on. (N, C, H, W) to (N, outputs[last], H, W).
 */
export function vggStage(
  scope: NetworkScope,
  x: Value,
  outputs: readonly number[],
  name: string,
  normalisation: Normalisation,
): Value {
  return outputs.reduce((value, channels, index) => {
    return convolutionLayer(scope, value, channels, `${name}.${index}`, { normalisation });
  }, x);
}
