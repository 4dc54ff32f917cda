import { centred, scaledAndShifted } from './blockedChannels.ts';
import { blockedName, type BlockedForms, type BlockedValues } from './blockedValues.ts';
import type { GraphNode } from '../graph.ts';
import type { Value } from '../graphBuilder.ts';

/** Sums and means over the pixels of values in blocks, and what is normalised by them. */
export const blockedStatistics = {
  BatchNormalization: (layout, node) => {
    const { builder } = layout;
    const [x = '', ...others] = node.inputs;
    const { epsilon = 1e-5, momentum = 0.9, training_mode } = (node as GraphNode<'BatchNormalization'>).attributes;
    // With a momentum of 0 the averages are those of the batch alone.
    if (!layout.isBlocked(x) || (training_mode === 1 && momentum !== 0)) return false;
    const [scale = '', bias = '', mean = '', variance = ''] = others.map((value) => layout.plain(value));
    const [y = '', batchMean, batchVariance] = node.outputs;
    const factorOf = (spread: Value): Value => {
      const deviation = builder.add('Sqrt', [builder.add('Add', [spread, builder.scalar(epsilon)])]);
      return builder.add('Div', [scale, deviation]);
    };
    if (training_mode === 1) {
      const u = centred(layout, x, meanOfChannels(layout, layout.blocked(x), batchMean));
      const factor = factorOf(meanOfChannels(layout, builder.add('Mul', [u, u]), batchVariance));
      layout.set(y, scaledAndShifted(layout, u, factor, bias, blockedName(y)));
    } else {
      const factor = factorOf(variance);
      const shift = builder.add('Sub', [bias, builder.add('Mul', [mean, factor])]);
      layout.set(y, scaledAndShifted(layout, layout.blocked(x), factor, shift, blockedName(y)));
    }
    return true;
  },
  GlobalAveragePool: (layout, { inputs: [x = ''], outputs: [output = ''] }) => {
    if (!layout.isBlocked(x)) return false;
    meansOfPlanes(layout, layout.blocked(x), output);
    return true;
  },
  ReduceMean: (layout, node) =>
    reduce(layout, node, (means, axes, attributes, name) => {
      return layout.builder.add('ReduceMean', [means, axes], attributes, name);
    }),
  ReduceSum: (layout, node) => {
    const { builder } = layout;
    const [, , height = 1, width = 1] = layout.shape(node.inputs[0] ?? '');
    return reduce(layout, node, (means, axes, attributes, name) => {
      const sums = builder.add('ReduceSum', [means, axes], attributes);
      return builder.add('Mul', [sums, builder.scalar(height * width)], {}, name);
    });
  },
} satisfies BlockedForms;

type OfMeans = (means: Value, axes: Value, attributes: { readonly keepdims: number }, name: Value) => Value;

/** Where whole planes are reduced, what is left to do is little. */
function reduce(layout: BlockedValues, node: GraphNode, ofMeans: OfMeans): boolean {
  const [x = '', axes = ''] = node.inputs;
  const { keepdims = 1 } = (node as GraphNode<'ReduceMean' | 'ReduceSum'>).attributes;
  if (!layout.isBlocked(x)) return false;
  const reduced = Array.from(layout.builder.tensor(axes)?.data ?? [], Number).map((axis) => (axis + 4) % 4);
  if (!reduced.includes(2) || !reduced.includes(3)) return false;
  ofMeans(meansOfPlanes(layout, layout.blocked(x)), axes, { keepdims }, node.outputs[0] ?? '');
  return true;
}

/** (channels) of means over samples and pixels. */
function meanOfChannels(layout: BlockedValues, x: Value, name: Value | undefined): Value {
  const means = meansOfPlanes(layout, x);
  return layout.builder.add('ReduceMean', [means, layout.builder.integers([0, 2, 3])], { keepdims: 0 }, name);
}

/** Sums of more numbers are taken row by row first, which is more exact. */
const fewPixels = 1024;

/** (N, C, 1, 1), the same in either layout. */
function meansOfPlanes({ builder }: BlockedValues, x: Value, name?: Value): Value {
  const [, , height = 1, width = 1] = builder.shape(x);
  const meansOf = (value: Value, kernel: readonly number[], output?: Value): Value => {
    const attributes = { kernel_shape: kernel, pads: [0, 0, 0, 0], strides: [1, 1], dilations: [1, 1] };
    return builder.add('NchwcAveragePool', [value], attributes, output);
  };
  if (height * width <= fewPixels) return meansOf(x, [height, width], name);
  return meansOf(meansOf(x, [1, width]), [height, 1], name);
}
