import type { Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../../onnx/operators.ts';
import { windowOf, type Window } from '../../onnx/shapes/windows.ts';
import { CannotExpress, image, placeOfAxis, shapeOf, type PlanContext, type TfjsOperators } from './tfjsOperator.ts';
import { belowAll, overWindows, padImage, passedPixels, windowOfNode } from './tfjsWindows.ts';

export const tfjsPooling = {
  AveragePool: image((context) => {
    if (shapeOf(context, 0).length !== 3) return averagePool(context, shapeOf(context, 0), windowOfNode(context));
    return averagePoolOfLines(context);
  }),
  GlobalAveragePool: image((context) => {
    const places = pixelPlaces(context);
    return (read) => context.tf.mean(read(0), places, true);
  }),
  GlobalMaxPool: image((context) => {
    const places = pixelPlaces(context);
    return (read) => context.tf.max(read(0), places, true);
  }),
  MaxPool: image((context) => {
    const { tf, attributes } = context;
    if (context.outputs.length > 1) throw new CannotExpress('its second output, the indices, is not known');
    const window = windowOfNode(context);
    const passed = passedPixels(shapeOf(context, 0).slice(2), window, attributes.ceil_mode === 1);
    return (read) => {
      const bordered = padImage(tf, read(0), window.pads, belowAll, passed);
      const size = pairOf(window.kernel);
      return overWindows(tf, bordered, window, (dense, strides) => tf.maxPool(dense, size, strides, 'valid'));
    };
  }),
} satisfies Partial<TfjsOperators<Operator>>;

function pixelPlaces(context: PlanContext<Operator>): number[] {
  return [...shapeOf(context, 0).keys()].slice(2).map((axis) => placeOfAxis(context, axis));
}

function pairOf([first = 1, second = 1]: readonly number[]): [number, number] {
  return [first, second];
}

/**
 * The mean over a window's pixels: zeros in the border change the sum over the whole window, not the share of it that
 * counts, which is pooled from a plane of ones in the same way.
 */
function averagePool({ tf, attributes }: PlanContext<'AveragePool'>, shape: readonly number[], window: Window) {
  const sizes = shape.slice(2);
  const passed = passedPixels(sizes, window, attributes.ceil_mode === 1);
  const noPads = window.pads.map(() => 0);
  const pool = (value: Tensor, pads: readonly number[]): Tensor =>
    tf.avgPool(padImage(tf, value, pads, 0, passed), pairOf(window.kernel), pairOf(window.strides), 'valid');
  return (read: (index: number) => Tensor): Tensor => {
    const [height, width] = pairOf(sizes);
    const [top = 0, left = 0, bottom = 0, right = 0] = window.pads;
    const share =
      attributes.count_include_pad === 1
        ? pool(tf.ones([1, top + height + bottom, left + width + right, 1]), noPads)
        : pool(tf.ones([1, height, width, 1]), window.pads);
    return tf.div(pool(read(0), window.pads), share);
  };
}

/** (N, C, length) as images of one row. */
function averagePoolOfLines(context: PlanContext<'AveragePool'>) {
  const { tf } = context;
  const [samples = 1, channels = 1, length = 1] = shapeOf(context, 0);
  const line = windowOf([length], context.attributes);
  const [before = 0, after = 0] = line.pads;
  const window: Window = {
    kernel: [1, ...line.kernel],
    strides: [1, ...line.strides],
    dilations: [1, ...line.dilations],
    pads: [0, before, 0, after],
  };
  const run = averagePool(context, [samples, channels, 1, length], window);
  return (read: (index: number) => Tensor): Tensor => {
    const row = tf.reshape(tf.transpose(read(0), [0, 2, 1]), [samples, 1, length, channels]);
    return tf.transpose(
      tf.squeeze(
        run(() => row),
        [1],
      ),
      [0, 2, 1],
    );
  };
}
