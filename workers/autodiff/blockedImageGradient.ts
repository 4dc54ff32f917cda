import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { channelsLast } from '../onnx/kernelLayout.ts';
import type { Window } from '../onnx/shapes/windows.ts';
import { reshapeTo } from './reductions.ts';

/** Whether a kernel (O, C, rows, columns) can be put in blocks of O and C. */
export function fillsBlocks([outputs = 1, channels = 1]: readonly number[], block: number): boolean {
  return outputs % block === 0 && channels % block === 0;
}

/**
 * dX of a convolution of stride 1 and one group, in blocks of channels: G convolved with the turned kernel, which is put
 * into its blocks from the kernel itself, turned by one Gather and with few passes. `window` lies on G.
 */
export function blockedImageGradient(
  builder: GraphBuilder,
  gradient: Value,
  weight: Value,
  window: Window,
  block: number,
): Value {
  const [, channels = 1] = builder.shape(weight);
  const result = builder.add(
    'NchwcConv',
    [builder.add('NchwcReorderInput', [gradient]), turned(builder, weight, block)],
    {
      dilations: window.dilations,
      group: 1,
      kernel_shape: window.kernel,
      pads: window.pads,
      strides: [1, 1],
    },
  );
  return builder.add('NchwcReorderOutput', [result], { channels });
}

/**
 * (O, C, rows, columns) to (C / block, O / block, rows, columns, block of O, block of C), turned by 180 degrees, under
 * the shape (C, O, rows, columns).
 */
function turned(builder: GraphBuilder, weight: Value, block: number): Value {
  const [outputs = 1, channels = 1, rows = 1, columns = 1] = builder.shape(weight);
  const places = rows * columns;
  const byPlace = reshapeTo(builder, channelsLast(builder, weight), [outputs, places, channels]);
  const backwards = Array.from({ length: places }, (_, place) => places - 1 - place);
  const reversed = places === 1 ? byPlace : builder.add('Gather', [byPlace, builder.integers(backwards)], { axis: 1 });
  const parts = builder.integers([outputs / block, block, places, channels / block, block]);
  const apart = builder.add('Reshape', [reversed, parts]);
  const blocks = builder.add('Transpose', [apart], { perm: [3, 0, 2, 1, 4] });
  return builder.add('Reshape', [blocks, builder.integers([channels, outputs, rows, columns])]);
}
