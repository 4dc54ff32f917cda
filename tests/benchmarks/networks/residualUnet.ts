import { trainableNetwork, type TrainableNetwork } from '../../../workers/architectures/trainableNetwork.ts';
import { float32Tensor } from '../../../workers/onnx/graph.ts';
import { convolutionBlock, head, residualStage, residualStem } from './layers.ts';

export interface ResidualNetworkSettings {
  readonly channels: number;
  readonly classes: number;
  /** Channels of the first stage; each later one has twice as many. */
  readonly width: number;
  /** Basic blocks of each stage. */
  readonly blocks: readonly number[];
}

/**
 * A U-Net on a residual network with batch normalisation: stem, stages that halve height and width, and on the way up
 * nearest upsampling, concatenation with the stage before and two convolutions, to the size of the image.
 */
export function residualUnet({ channels, classes, width, blocks }: ResidualNetworkSettings): TrainableNetwork {
  return trainableNetwork({
    name: 'residualUnet',
    channels,
    classes,
    maps: [],
    multipleOf: 2 ** (blocks.length + 1),
    build: (scope, image) => {
      const { builder } = scope;
      const { half, quarter } = residualStem(scope, image, width);
      const skips = [half];
      let value = quarter;
      for (const [stage, count] of blocks.entries()) {
        const stride = stage === 0 ? 1 : 2;
        value = residualStage(scope, value, width * 2 ** stage, `stage.${stage}`, { blocks: count, stride });
        skips.push(value);
      }
      const twice = builder.constant(float32Tensor([4], [1, 1, 2, 2]));
      const repeat = { mode: 'nearest', nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' };
      for (const [level, skip] of [...[null, ...skips.slice(0, -1)].entries()].reverse()) {
        const large = builder.add('Resize', [value, '', twice], repeat);
        const joined = skip === null ? large : builder.add('Concat', [large, skip], { axis: 1 });
        const outputs = Math.max(width / 2, (builder.shape(value)[1] ?? 0) / 2);
        const inner = convolutionBlock(scope, joined, outputs, `up.${level}.0`);
        value = convolutionBlock(scope, inner, outputs, `up.${level}.1`);
      }
      return head(scope, value, classes);
    },
  });
}
