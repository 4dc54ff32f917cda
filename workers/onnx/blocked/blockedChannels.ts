import { blockedName, type BlockedForm, type BlockedForms, type BlockedValues } from './blockedValues.ts';
import { float32Tensor, type GraphNode } from '../graph.ts';
import type { Value } from '../graphBuilder.ts';

/**
 * Operators of which one input holds a number for each channel, as convolutions of one place whose groups are single
 * channels: they run in blocks, and what is added to their results can be left to them.
 */
export const blockedChannels = {
  Add: overChannels(shifted),
  Mul: overChannels((layout, x, scale, name) => scaledAndShifted(layout, x, scale, '', name)),
  Sub: (layout, { inputs: [x = '', numbers = ''], outputs: [output = ''] }) => {
    const means = vectorFor(layout, x, numbers);
    if (means !== null) layout.set(output, centred(layout, x, means));
    return means !== null;
  },
} satisfies BlockedForms;

/** `x` minus (channels) of means, in blocks; made once. */
export function centred(layout: BlockedValues, x: Value, means: Value): Value {
  return layout.once(blockedName(`${x} - ${means}`), (name) => {
    return shifted(layout, layout.blocked(x), layout.builder.add('Neg', [means]), name);
  });
}

/** scale x + shift for `x` in blocks and (channels) of each; a `shift` of '' is none. */
export function scaledAndShifted(layout: BlockedValues, x: Value, scale: Value, shift: Value, name: Value): Value {
  const { builder } = layout;
  return convolved(layout, x, builder.add('Reshape', [scale, builder.integers([-1, 1, 1, 1])]), shift, name);
}

function shifted(layout: BlockedValues, x: Value, shift: Value, name: Value): Value {
  const [, channels = 1] = layout.builder.shape(x);
  const ones = float32Tensor([channels, 1, 1, 1], new Float32Array(channels).fill(1));
  return convolved(layout, x, layout.builder.constant(ones), shift, name);
}

function convolved({ builder }: BlockedValues, x: Value, kernel: Value, shift: Value, name: Value): Value {
  const [group = 1] = builder.shape(kernel);
  const attributes = { group, kernel_shape: [1, 1], pads: [0, 0, 0, 0], strides: [1, 1], dilations: [1, 1] };
  return builder.add('NchwcConv', shift === '' ? [x, kernel] : [x, kernel, shift], attributes, name);
}

type Combine = (layout: BlockedValues, x: Value, vector: Value, name: Value) => Value;

/** Of two inputs in either order. */
function overChannels(combine: Combine): BlockedForm {
  return (layout: BlockedValues, { inputs, outputs: [output = ''] }: GraphNode) => {
    return [inputs, inputs.toReversed()].some(([x = '', numbers = '']) => {
      const vector = vectorFor(layout, x, numbers);
      if (vector !== null) layout.set(output, combine(layout, layout.blocked(x), vector, blockedName(output)));
      return vector !== null;
    });
  };
}

/** `numbers` as (channels), where they are one for each channel of `x` in blocks; else `null`. */
function vectorFor(layout: BlockedValues, x: Value, numbers: Value): Value | null {
  if (!layout.isBlocked(x)) return null;
  const [rows, columns, channels, samples = 1, ...others] = layout.shape(numbers).toReversed();
  const isPerChannel = rows === 1 && columns === 1 && channels === layout.shape(x)[1] && samples === 1;
  return isPerChannel && others.length === 0 ? layout.vector(numbers) : null;
}
