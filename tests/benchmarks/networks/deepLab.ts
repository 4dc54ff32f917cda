import {
  trainableNetwork,
  type NetworkScope,
  type TrainableNetwork,
} from '../../../workers/architectures/trainableNetwork.ts';
import type { Value } from '../../../workers/onnx/graphBuilder.ts';
import { convolutionBlock, head, residualStage, residualStem } from './layers.ts';
import type { ResidualNetworkSettings } from './residualUnet.ts';

export interface DeepLabSettings extends ResidualNetworkSettings {
  /** Dilations of the pyramid's 3x3 convolutions. */
  readonly dilations: readonly number[];
  /** Channels of the pyramid and of the decoder. */
  readonly pyramidWidth: number;
  /** Channels that the decoder takes from the first stage. */
  readonly lowLevelWidth: number;
}

/**
 * Chen et al., "Encoder-decoder with atrous separable convolution", 2018 (DeepLabv3+), on a residual network of four stages
 * with plain convolutions: the last two stages dilate instead of downsampling, so that an eighth of height and width
 * is left; a pyramid of dilated convolutions and the mean of the image; a decoder with the first stage's activations.
 */
export function deepLab(settings: DeepLabSettings): TrainableNetwork {
  const { channels, classes, width, blocks, pyramidWidth, lowLevelWidth } = settings;
  return trainableNetwork({
    name: 'deepLab',
    channels,
    classes,
    maps: [],
    multipleOf: 8,
    build: (scope, image) => {
      const { builder } = scope;
      const { quarter } = residualStem(scope, image, width);
      const stages = [
        { stride: 1, dilation: 1 },
        { stride: 2, dilation: 1 },
        { stride: 1, dilation: 2 },
        { stride: 1, dilation: 4 },
      ];
      const activations = stages.reduce<Value[]>((values, stage, index) => {
        const counts = { blocks: blocks[index] ?? 1, ...stage };
        const value = residualStage(scope, values.at(-1) ?? quarter, width * 2 ** index, `stage.${index}`, counts);
        return [...values, value];
      }, []);
      const pyramid = addPyramid(scope, activations.at(-1) ?? '', settings);
      const low = convolutionBlock(scope, activations[0] ?? '', lowLevelWidth, 'decoder.low', { size: 1 });
      const joined = builder.add('Concat', [enlarge(scope, pyramid, low), low], { axis: 1 });
      const inner = convolutionBlock(scope, joined, pyramidWidth, 'decoder.0');
      const decoded = convolutionBlock(scope, inner, pyramidWidth, 'decoder.1');
      return enlarge(scope, head(scope, decoded, classes), image);
    },
  });
}

/** A 1x1 convolution, dilated ones and the mean of the image beside each other, joined by another 1x1 convolution. */
function addPyramid(scope: NetworkScope, x: Value, { dilations, pyramidWidth }: DeepLabSettings): Value {
  const { builder } = scope;
  const point = convolutionBlock(scope, x, pyramidWidth, 'pyramid.point', { size: 1 });
  const dilated = dilations.map((dilation) => {
    return convolutionBlock(scope, x, pyramidWidth, `pyramid.${dilation}`, { dilation });
  });
  const mean = builder.add('GlobalAveragePool', [x]);
  const pooled = convolutionBlock(scope, mean, pyramidWidth, 'pyramid.mean', { size: 1 });
  const branches = [point, ...dilated, enlarge(scope, pooled, x)];
  return convolutionBlock(scope, builder.add('Concat', branches, { axis: 1 }), pyramidWidth, 'pyramid.join', {
    size: 1,
  });
}

/** Bilinear, to the height and width of another value. */
function enlarge({ builder }: NetworkScope, x: Value, like: Value): Value {
  const sizes = [...builder.shape(x).slice(0, 2), ...builder.shape(like).slice(2)];
  const attributes = { mode: 'linear', coordinate_transformation_mode: 'half_pixel' };
  return builder.add('Resize', [x, '', '', builder.integers(sizes)], attributes);
}
