import type { Value } from '../../onnx/graphBuilder.ts';
import type { NetworkScope } from '../trainableNetwork.ts';
import { convolutionLayer } from './convolutionLayer.ts';
import { enlargeTo } from './upsampling.ts';

/** Bins along each axis; height and width of what is pooled are multiples of the last. */
export const pyramidBins = [1, 2, 4, 8] as const;

/**
 * Pyramid pooling (Zhao et al., "Pyramid scene parsing network", 2017): `x` beside its means over 1, 4, 16 and 64 parts of
 * the image, each reduced to a quarter of the channels by a 1x1 convolution and enlarged again. (N, C, h, w) to (N, 2 C,
 * h, w). The paper has 1, 2, 3 and 6 bins along an axis; powers of two divide the sizes that cut-outs have here. What is
 * left of the image are a few pixels, so these convolutions are not normalised.
 */
export function pyramidPooling(scope: NetworkScope, x: Value, name: string): Value {
  const { builder } = scope;
  const channels = (builder.shape(x)[1] ?? 0) / pyramidBins.length;
  const branches = pyramidBins.map((bins) => {
    const layer = { normalisation: 'none', size: 1 } as const;
    const reduced = convolutionLayer(scope, meansOfBins(scope, x, bins), channels, `${name}.${bins}`, layer);
    return enlargeTo(scope, reduced, x);
  });
  return builder.add('Concat', [x, ...branches], { axis: 1 });
}

/** (N, C, h, w) to (N, C, bins, bins); written for any h and w, which finished models leave open. */
function meansOfBins({ builder }: NetworkScope, x: Value, bins: number): Value {
  if (bins === 1) return builder.add('GlobalAveragePool', [x]);
  const channels = builder.shape(x)[1] ?? 0;
  /** Means over parts of the rows, (N, C, rows, columns) to (N, C, columns, bins): the axes change places. */
  const ofRows = (planes: Value): Value => {
    const parts = builder.add('Reshape', [planes, builder.integers([0, channels * bins, -1, 0])]);
    const means = builder.add('ReduceMean', [parts, builder.integers([2])], { keepdims: 1 });
    const joined = builder.add('Reshape', [means, builder.integers([0, channels, bins, -1])]);
    return builder.add('Transpose', [joined], { perm: [0, 1, 3, 2] });
  };
  return ofRows(ofRows(x));
}
