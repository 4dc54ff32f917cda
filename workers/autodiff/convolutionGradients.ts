import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { windowOf, windowReach, type Window } from '../onnx/shapes/windows.ts';
import { noGradient, type RuleContext } from './gradientRule.ts';
import { blockedImageGradient, fillsBlocks } from './blockedImageGradient.ts';
import { kernelGradient } from './kernelGradient.ts';
import { reshapeTo, sumAxes } from './reductions.ts';
import { spreadWindows } from './spreadWindows.ts';

/**
 * Y(n,o,p) = b(o) + sum over c,k of W(o,c,k) X(n,c,s p + d k - pad), with stride s and dilation d; c runs over the
 * channels of o's group. db is the sum of the gradient over samples and pixels.
 */
export function convolutionGradients(context: RuleContext<'Conv'>): readonly (Value | null)[] {
  const { builder, inputs, attributes, gradient, needs, device, block } = context;
  const [image = '', weight = ''] = inputs;
  if (builder.shape(image).length !== 4) throw noGradient(context, 'only images of rows and columns have one');
  const shape = builder.shape(weight);
  const group = attributes.group ?? 1;
  const window = windowOf(builder.shape(image).slice(2), attributes, shape.slice(2));
  const use = { builder, image, response: gradient, shape, window, group, device, block };
  return [
    needs(0) ? imageGradient(context, window) : null,
    needs(1) ? kernelGradient(use) : null,
    needs(2) ? sumAxes(builder, gradient, [0, 2, 3], false) : null,
  ];
}

/**
 * dX = transposed convolution of G with W. At stride 1 that is a convolution with the kernel turned by 180 degrees and
 * the channels of each group exchanged, which runs faster.
 */
function imageGradient({ builder, inputs, attributes, gradient, block }: RuleContext<'Conv'>, window: Window): Value {
  const [image = '', weight = ''] = inputs;
  const group = attributes.group ?? 1;
  const { kernel, strides, dilations } = window;
  const reach = windowReach(window);
  const outerPads = window.pads.map((pad, side) => (reach[side % 2] ?? 1) - 1 - pad);
  if (strides.some((stride) => stride !== 1) || outerPads.some((pad) => pad < 0)) {
    return spreadWindows(builder, gradient, weight, window, builder.shape(image).slice(2), group);
  }
  if (block !== null && group === 1 && fillsBlocks(builder.shape(weight), block)) {
    return blockedImageGradient(builder, gradient, weight, { ...window, pads: outerPads }, block);
  }
  const exchanged = exchangeChannels(builder, turn(builder, weight), group);
  return builder.add('Conv', [gradient, exchanged], {
    dilations,
    group,
    kernel_shape: kernel,
    pads: outerPads,
    strides,
  });
}

/** (O, C / group, rows, columns) to (C, O / group, rows, columns) */
function exchangeChannels(builder: GraphBuilder, weight: Value, group: number): Value {
  if (group === 1) return builder.add('Transpose', [weight], { perm: [1, 0, 2, 3] });
  const [outputs = 1, channels = 1, ...kernel] = builder.shape(weight);
  const grouped = reshapeTo(builder, weight, [group, outputs / group, channels, ...kernel]);
  const exchanged = builder.add('Transpose', [grouped], { perm: [0, 2, 1, 3, 4] });
  return reshapeTo(builder, exchanged, [group * channels, outputs / group, ...kernel]);
}

/** The kernel turned by 180 degrees; a 1x1 kernel is itself. */
function turn(builder: GraphBuilder, weight: Value): Value {
  const [, , rows = 1, columns = 1] = builder.shape(weight);
  if (rows === 1 && columns === 1) return weight;
  const lists = [
    [-1, -1],
    [-1000, -1000],
    [2, 3],
    [-1, -1],
  ];
  return builder.add('Slice', [weight, ...lists.map((list) => builder.integers(list))]);
}
