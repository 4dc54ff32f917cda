import type { Value } from '../../onnx/graphBuilder.ts';
import type { NetworkSettings } from '../architecture.ts';
import type { NetworkScope } from '../trainableNetwork.ts';
import { convolution } from './convolutionLayer.ts';

/** Of the output: one for each class, and one for each map. */
export function planesOf({ classes, maps }: Pick<NetworkSettings, 'classes' | 'maps'>): number {
  return classes + maps.length;
}

/**
 * A 1x1 convolution to the output, with dropout of whole channels before it while training: (N, C, H, W) to (N, outputs,
 * H, W). Starts near zero, so that the first probabilities are even and the first loss is that of guessing.
 */
export function headLayer(scope: NetworkScope, x: Value, outputs: number, name = 'head'): Value {
  const channels = scope.builder.shape(x)[1] ?? 0;
  const deviation = 0.1 / Math.sqrt(channels);
  return convolution(scope, scope.dropChannels(x), outputs, name, { size: 1 }, { hasBias: true, deviation });
}
