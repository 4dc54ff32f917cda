import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { windowReach, type Window } from '../onnx/shapes/windows.ts';

/**
 * The way back from windows to the image of `sizes` under them, a transposed convolution: each number of `values`
 * (N, C, windows...) is multiplied by its `kernel` (C, O / group, ...) and added where its window lies.
 */
export function spreadWindows(
  builder: GraphBuilder,
  values: Value,
  kernel: Value,
  window: Window,
  sizes: readonly number[],
  group: number,
): Value {
  const axes = sizes.length;
  const missed = missedPixels(builder.shape(values).slice(2), window, sizes);
  const pads = window.pads.map((pad, side) => (side < axes ? pad : pad + Math.max(0, -(missed[side - axes] ?? 0))));
  return builder.add('ConvTranspose', [values, kernel], {
    dilations: window.dilations,
    group,
    kernel_shape: window.kernel,
    output_padding: missed.map((pixels) => Math.max(0, pixels)),
    pads,
    strides: window.strides,
  });
}

/** Pixels after the last window; negative where it passes the padded end. */
export function missedPixels(counts: readonly number[], window: Window, sizes: readonly number[]): number[] {
  const { strides, pads } = window;
  return windowReach(window).map((reach, axis) => {
    const covered = ((counts[axis] ?? 1) - 1) * (strides[axis] ?? 1) + reach;
    return (sizes[axis] ?? 0) - (covered - (pads[axis] ?? 0) - (pads[axis + sizes.length] ?? 0));
  });
}
