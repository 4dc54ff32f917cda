import { describe, expect, it } from 'vitest';
import { runGraph } from '../../tests/fixtures/runGraph.ts';
import { withBlockedLayout } from '../onnx/blocked/blockedLayout.ts';
import { channelBlock } from '../onnx/blocked/channelBlock.ts';
import type { Graph } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { Attributes } from '../onnx/operators.ts';
import { addGradients } from './addGradients.ts';

interface Case {
  readonly image: readonly [number, number, number, number];
  readonly outputs: number;
  readonly attributes: Attributes<'Conv'>;
}
const square = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
const cases: Readonly<Record<string, Case>> = {
  'one block of channels': { image: [2, 16, 16, 12], outputs: 16, attributes: square },
  'several blocks, one sample': { image: [1, 32, 32, 5], outputs: 48, attributes: square },
  'several blocks and samples': { image: [3, 48, 16, 16], outputs: 32, attributes: square },
  'a dilated kernel': {
    image: [2, 32, 16, 20],
    outputs: 16,
    attributes: { ...square, dilations: [2, 3], pads: [2, 3, 2, 3] },
  },
  'a kernel that reaches further before than after': {
    image: [2, 16, 16, 9],
    outputs: 16,
    attributes: { kernel_shape: [4, 2], pads: [2, 1, 1, 0] },
  },
  'a kernel of one row': {
    image: [2, 16, 16, 9],
    outputs: 32,
    attributes: { kernel_shape: [1, 5], pads: [0, 2, 0, 2] },
  },
  'each channel for itself': { image: [2, 32, 16, 9], outputs: 32, attributes: { ...square, group: 32 } },
  'each channel for itself, with strides': {
    image: [3, 16, 16, 9],
    outputs: 16,
    attributes: { ...square, group: 16, strides: [2, 2] },
  },
  'each channel for itself, with a dilated kernel of five places': {
    image: [2, 16, 16, 12],
    outputs: 16,
    attributes: { kernel_shape: [5, 5], pads: [4, 8, 4, 8], group: 16, dilations: [2, 4] },
  },
  'a kernel of one place': { image: [2, 16, 16, 9], outputs: 32, attributes: { kernel_shape: [1, 1] } },
};

/** The gradients by kernel and bias of a convolution behind another one, so that it stands between values in blocks. */
function gradients({ image, outputs, attributes }: Case, block: number | null): Graph {
  const builder = new GraphBuilder();
  const [, channels] = image;
  const x = builder.input('x', image);
  const before = builder.add('Conv', [x, builder.input('before', [channels, channels, 1, 1])], {
    kernel_shape: [1, 1],
  });
  const { group = 1, kernel_shape = [] } = attributes;
  const kernel = builder.input('kernel', [outputs, channels / group, ...kernel_shape]);
  const bias = builder.input('bias', [outputs]);
  const y = builder.add('Relu', [builder.add('Conv', [before, kernel, bias], attributes)]);
  const weighted = builder.add('Mul', [y, builder.input('weights', builder.shape(y))]);
  const loss = builder.add('ReduceMean', [weighted, builder.integers([0, 1, 2, 3])], { keepdims: 0 });
  for (const gradient of addGradients(builder, loss, [kernel, bias, 'before'], 'cpu', block).values()) {
    builder.output(gradient);
  }
  return block === null ? builder.finish() : withBlockedLayout(builder.finish(), block);
}

const hasProducts = ({ nodes }: Graph): boolean => nodes.some(({ operator }) => operator.endsWith('MatMul'));

const block = await channelBlock();

describe('the gradient of a kernel in blocks of channels', () => {
  // A processor without such a layout keeps the plain one.
  it.skipIf(block === null).each(Object.entries(cases))('is that of the plain layout: %s', async (_name, settings) => {
    const graph = gradients(settings, block);
    expect(hasProducts(graph)).toBe(false);
    const [expected, computed] = [await runGraph(gradients(settings, null)), await runGraph(graph)];
    for (const [index, values] of expected.entries()) {
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const difference = values.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - (computed[index]?.[i] ?? NaN))),
        0,
      );
      expect(difference / largest).toBeLessThan(1e-5);
    }
  });

  it.skipIf(block === null)('keeps to the plain layout where the rows fill no whole blocks', () => {
    const graph = gradients({ image: [2, 16, 12, 16], outputs: 16, attributes: square }, block);
    expect(hasProducts(graph)).toBe(true);
  });
});
