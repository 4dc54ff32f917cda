import type { Tensor } from '@tensorflow/tfjs-core';
import { padsOfAllAxes, sliceRanges } from '../../onnx/shapes/layoutShapes.ts';
import { padSources } from '../../autodiff/padGradient.ts';
import type { Operator } from '../../onnx/operators.ts';
import {
  CannotExpress,
  follow,
  hasInput,
  image,
  inOrder,
  outputShape,
  placeOfAxis,
  plain,
  shapeOf,
  type PlanContext,
  type Step,
  type Tfjs,
  type TfjsOperator,
  type TfjsOperators,
} from './tfjsOperator.ts';

const reshaped: TfjsOperator<Operator> = plain((context) => (read) => {
  return context.tf.reshape(read(0), outputShape(context));
});

/** Operators that move, cut, repeat or stretch what they are given. */
export const tfjsLayouts = {
  Concat: follow((context) => {
    const place = placeOfAxis(context, context.attributes.axis ?? 0);
    return (read) =>
      context.tf.concat(
        context.inputs.map((_, index) => read(index)),
        place,
      );
  }),
  // tfjs's depthToSpace has no gradient, so the channels are split and moved: DCR takes the block's place from their
  // first part, CRD from their last.
  DepthToSpace: image((context) => {
    const [samples = 1, channels = 1, height = 1, width = 1] = shapeOf(context, 0);
    const block = context.attributes.blocksize ?? 1;
    const left = channels / block ** 2;
    const isDepthFirst = (context.attributes.mode ?? 'DCR') === 'DCR';
    const parts = isDepthFirst ? [block, block, left] : [left, block, block];
    const order = isDepthFirst ? [0, 1, 3, 2, 4, 5] : [0, 1, 4, 2, 5, 3];
    return (read) => {
      const split = context.tf.reshape(read(0), [samples, height, width, ...parts]);
      return context.tf.reshape(context.tf.transpose(split, order), [samples, height * block, width * block, left]);
    };
  }),
  Expand: plain((context) => (read) => stretchTo(context.tf, read(0), outputShape(context))),
  Flatten: reshaped,
  Pad: follow((context) => {
    const { mode = 'constant' } = context.attributes;
    return mode === 'constant' ? padByConstant(context) : padByCopies(context, mode);
  }),
  Reshape: reshaped,
  SpaceToDepth: image((context) => {
    const [samples = 1, channels = 1, height = 1, width = 1] = shapeOf(context, 0);
    const block = context.attributes.blocksize ?? 1;
    const [rows, columns] = [height / block, width / block];
    return (read) => {
      const split = context.tf.reshape(read(0), [samples, rows, block, columns, block, channels]);
      const moved = context.tf.transpose(split, [0, 1, 3, 2, 4, 5]);
      return context.tf.reshape(moved, [samples, rows, columns, block ** 2 * channels]);
    };
  }),
  // tfjs's stridedSlice has no gradient: steps other than 1 are taken by their indices.
  Slice: follow((context) => {
    const { tf, constant } = context;
    const shape = shapeOf(context, 0);
    const ranges = sliceRanges(shape, constant);
    const straight = [...ranges].filter(([, { step }]) => step === 1);
    const begins = shape.map((_, axis) => straight.find(([other]) => other === axis)?.[1].start ?? 0);
    const sizes = shape.map((size, axis) => straight.find(([other]) => other === axis)?.[1].count ?? size);
    const picked = [...ranges].filter(([, { step }]) => step !== 1);
    return (read) => {
      const cut =
        straight.length === 0 ? read(0) : tf.slice(read(0), inOrder(context, begins), inOrder(context, sizes));
      return picked.reduce((value, [axis, { start, step, count }]) => {
        const places = Array.from({ length: count }, (_, i) => start + i * step);
        return takePlaces(tf, value, placeOfAxis(context, axis), places);
      }, cut);
    };
  }),
  Split: follow((context) => {
    const place = placeOfAxis(context, context.attributes.axis ?? 0);
    const sizes = [...context.constant(1)];
    return (read) => splitAlong(context.tf, read(0), sizes, place);
  }),
  Squeeze: reshaped,
  Transpose: plain(({ tf, attributes }) => {
    const order = attributes.perm === undefined ? undefined : [...attributes.perm];
    return (read) => tf.transpose(read(0), order);
  }),
  Unsqueeze: reshaped,
} satisfies Partial<TfjsOperators<Operator>>;

/** Broadcasting by a product: the gradient of tfjs's own broadcastTo ends at four axes. */
export function stretchTo(tf: Tfjs, value: Tensor, shape: readonly number[]): Tensor {
  const missing = shape.length - value.rank;
  const ones = shape.map((size, axis) => (value.shape[axis - missing] === size ? 1 : size));
  if (missing === 0 && ones.every((size) => size === 1)) return value;
  return tf.mul(value, tf.ones(ones, value.dtype === 'float32' ? 'float32' : 'int32'));
}

/** The gradient of tfjs's split fails where there is one part. */
export function splitAlong(tf: Tfjs, value: Tensor, parts: number[] | number, axis: number): Tensor[] {
  const isWhole = parts === 1 || (Array.isArray(parts) && parts.length === 1);
  return isWhole ? [value] : tf.split(value, parts, axis);
}

/** What stands at `places` along an axis of the tensor. */
export function takePlaces(tf: Tfjs, value: Tensor, axis: number, places: readonly number[]): Tensor {
  return tf.gather(value, tf.tensor1d([...places], 'int32'), axis);
}

function padByConstant(context: PlanContext<'Pad'>): Step {
  const { tf } = context;
  const shape = shapeOf(context, 0);
  const pads = padsOfAllAxes(shape.length, context.constant);
  const pairs = inOrder(
    context,
    shape.map((_, axis): [number, number] => [pads[axis] ?? 0, pads[axis + shape.length] ?? 0]),
  );
  // Negative pads cut.
  const begins = pairs.map(([before]) => Math.max(0, -before));
  const sizes = inOrder(context, shape).map((size, i) => {
    const [before, after] = pairs[i] ?? [0, 0];
    return size + Math.min(0, before) + Math.min(0, after);
  });
  const added = pairs.map(([before, after]): [number, number] => [Math.max(0, before), Math.max(0, after)]);
  const widen = (value: Tensor): Tensor => tf.pad(tf.slice(value, begins, sizes), added);
  return (read) => {
    const inside = widen(read(0));
    if (!hasInput(context, 2)) return inside;
    const border = tf.sub(1, widen(tf.ones(inOrder(context, shape))));
    return tf.add(inside, tf.mul(border, tf.reshape(read(2), [])));
  };
}

/** The gradient of tfjs's own mirrorPad forgets what was copied into the border, so the copies are taken by index. */
function padByCopies(context: PlanContext<'Pad'>, mode: string): Step {
  const shape = shapeOf(context, 0);
  const pads = padsOfAllAxes(shape.length, context.constant);
  const source = padSources[mode];
  if (source === undefined || pads.some((pad) => pad < 0)) {
    throw new CannotExpress(`it pads by ${mode} and ${pads.join()}`);
  }
  return (read) =>
    shape.reduce((value, size, axis) => {
      const [before = 0, after = 0] = [pads[axis], pads[axis + shape.length]];
      if (before === 0 && after === 0) return value;
      const places = Array.from({ length: before + size + after }, (_, i) => source(i - before, size));
      return takePlaces(context.tf, value, placeOfAxis(context, axis), places);
    }, read(0));
}
