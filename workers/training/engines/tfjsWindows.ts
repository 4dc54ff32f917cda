import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { windowCounts, windowOf, windowReach, type Window } from '../../onnx/shapes/windows.ts';
import { takePlaces } from './tfjsLayouts.ts';
import { CannotExpress, shapeOf, type PlanContext, type Tfjs } from './tfjsOperator.ts';

/** Below every number of an image: what a maximum never takes. */
export const belowAll = -3.4e38;

/** The window of a node over its first input, which must be an image of rows and columns. */
export function windowOfNode(
  context: PlanContext<'AveragePool' | 'Conv' | 'MaxPool'>,
  kernel?: readonly number[],
): Window {
  const sizes = shapeOf(context, 0).slice(2);
  if (sizes.length !== 2) throw new CannotExpress('only images of rows and columns are known');
  return windowOf(sizes, context.attributes, kernel);
}

/**
 * The image (N, rows, columns, C) with its border, as explicit pads: tfjs's native library knows only its own two ways to
 * pad. Where the last windows pass the end, which `roundUp` allows, `end` is added there.
 */
export function padImage(
  tf: Tfjs,
  value: Tensor,
  pads: readonly number[],
  fill: number,
  end: readonly number[] = [0, 0],
): Tensor4D {
  const [top = 0, left = 0, bottom = 0, right = 0] = pads;
  const [below = 0, beside = 0] = end;
  const border: [number, number][] = [
    [0, 0],
    [top, bottom + below],
    [left, right + beside],
    [0, 0],
  ];
  const isBare = border.every(([before, after]) => before === 0 && after === 0);
  return (isBare ? value : tf.pad(value, border, fill)) as Tensor4D;
}

/** How far the last windows pass the end of the bordered image, by rows and columns. */
export function passedPixels(sizes: readonly number[], window: Window, roundUp: boolean): number[] {
  const reach = windowReach(window);
  return windowCounts(sizes, window, roundUp).map((count, axis) => {
    const end = (count - 1) * (window.strides[axis] ?? 1) + (reach[axis] ?? 1);
    return Math.max(0, end - (sizes[axis] ?? 0) - (window.pads[axis] ?? 0) - (window.pads[axis + 2] ?? 0));
  });
}

/** Moves a window without holes over an image that has its border already. */
export type DenseWindow = (image: Tensor4D, strides: [number, number]) => Tensor4D;

/**
 * What `dense` makes of the bordered image by a window with holes. tfjs's kernels have no gradient for these, so the
 * image is taken apart into the pixels that one window can meet (spaceToBatch), and every pixel is a start: those that
 * the strides leave out are dropped afterwards. With `evenStrides`, `dense` wants the same stride along both axes.
 */
export function overWindows(
  tf: Tfjs,
  bordered: Tensor4D,
  { kernel, strides, dilations }: Pick<Window, 'kernel' | 'strides' | 'dilations'>,
  dense: DenseWindow,
  evenStrides = false,
): Tensor4D {
  const [down = 1, right = 1] = strides;
  const block = [dilations[0] ?? 1, dilations[1] ?? 1];
  const isDilated = block.some((dilation) => dilation !== 1);
  if (!isDilated && !(evenStrides && down !== right)) return dense(bordered, [down, right]);

  const sizes = [bordered.shape[1], bordered.shape[2]];
  const starts = windowReach({ kernel, dilations }).map((reach, axis) => (sizes[axis] ?? 0) - reach + 1);
  const everywhere = isDilated ? overBlocks(tf, bordered, block, starts, dense) : dense(bordered, [1, 1]);
  return [down, right].reduce<Tensor>((value, stride, axis) => {
    if (stride === 1) return value;
    const count = Math.floor(((starts[axis] ?? 1) - 1) / stride) + 1;
    const places = Array.from({ length: count }, (_, i) => i * stride);
    return takePlaces(tf, value, axis + 1, places);
  }, everywhere) as Tensor4D;
}

function overBlocks(tf: Tfjs, bordered: Tensor4D, block: number[], starts: number[], dense: DenseWindow): Tensor4D {
  const sizes = [bordered.shape[1], bordered.shape[2]];
  const rounding = block.map((size, axis) => [0, (size - ((sizes[axis] ?? 0) % size)) % size]);
  const parts = dense(tf.spaceToBatchND(bordered, block, rounding), [1, 1]);
  const crops = block.map((size, axis) => [0, (parts.shape[axis + 1] ?? 0) * size - (starts[axis] ?? 0)]);
  return tf.batchToSpaceND(parts, block, crops);
}
