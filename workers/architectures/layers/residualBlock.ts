import type { Value } from '../../onnx/graphBuilder.ts';
import type { NetworkScope } from '../trainableNetwork.ts';
import { convolutionLayer } from './convolutionLayer.ts';
import type { Normalisation } from './normalise.ts';

export interface ResidualSettings {
  readonly normalisation: Normalisation;
  readonly stride?: number;
  readonly dilation?: number;
}

/**
 * The basic block of He et al., "Deep residual learning for image recognition", 2016: two 3x3 convolutions beside the
 * input itself, which a 1x1 convolution brings into shape where size or channels change. (N, C, H, W) to (N, outputs,
 * H / stride, W / stride).
 */
export function residualBlock(
  scope: NetworkScope,
  x: Value,
  outputs: number,
  name: string,
  { normalisation, stride = 1, dilation = 1 }: ResidualSettings,
): Value {
  const { builder } = scope;
  const half = convolutionLayer(scope, x, outputs, `${name}.0`, { normalisation, stride, dilation });
  const linear = { normalisation, isLinear: true };
  const branch = convolutionLayer(scope, half, outputs, `${name}.1`, { ...linear, dilation });
  const isSame = stride === 1 && builder.shape(x)[1] === outputs;
  const shortcut = isSame ? x : convolutionLayer(scope, x, outputs, `${name}.shortcut`, { ...linear, size: 1, stride });
  return builder.add('Relu', [builder.add('Add', [branch, shortcut])]);
}

/** Blocks in a row, of which the first one strides: `name.0` and so on. */
export function residualStage(
  scope: NetworkScope,
  x: Value,
  outputs: number,
  name: string,
  { blocks, stride = 1, ...others }: ResidualSettings & { readonly blocks: number },
): Value {
  return Array.from({ length: blocks }).reduce<Value>((value, _, block) => {
    const settings = { ...others, stride: block === 0 ? stride : 1 };
    return residualBlock(scope, value, outputs, `${name}.${block}`, settings);
  }, x);
}
