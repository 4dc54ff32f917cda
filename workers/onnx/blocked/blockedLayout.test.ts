import { describe, expect, it } from 'vitest';
import { withBlockedLayout } from './blockedLayout.ts';
import { runGraph } from '../../../tests/fixtures/runGraph.ts';
import { channelBlock } from './channelBlock.ts';
import { float32Tensor, type Graph } from '../graph.ts';
import { GraphBuilder, type Value } from '../graphBuilder.ts';

const image = [2, 16, 12, 8] as const;
const window = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
const doubling = [
  [1, 1, 2, 2],
  { mode: 'nearest', nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' },
] as const;

/** Kernels as inputs, because constant ones are onnxruntime's own business. */
function makeGraph(
  build: (builder: GraphBuilder, x: Value, kernel: (...shape: number[]) => Value) => readonly Value[],
) {
  const builder = new GraphBuilder();
  let count = 0;
  const kernel = (...shape: number[]): Value => builder.input(`kernel${count++}`, shape);
  for (const value of build(builder, builder.input('x', image), kernel)) builder.output(value);
  return builder.finish();
}

const graphs: Readonly<Record<string, { readonly graph: Graph; readonly blockedConvolutions: number }>> = {
  'convolutions with bias, stride, dilation and uneven borders': {
    graph: makeGraph((builder, x, kernel) => {
      const strided = builder.add('Conv', [x, kernel(32, 16, 3, 3), kernel(32)], { ...window, strides: [2, 2] });
      const wide = builder.add('Conv', [x, kernel(16, 16, 3, 3)], { ...window, dilations: [2, 2], pads: [2, 2, 2, 2] });
      const uneven = builder.add('Conv', [x, kernel(16, 16, 2, 1)], { kernel_shape: [2, 1], pads: [1, 0, 0, 0] });
      return [strided, wide, uneven];
    }),
    blockedConvolutions: 3,
  },
  'what works alike in either layout': {
    graph: makeGraph((builder, x, kernel) => {
      const y = builder.add('Relu', [builder.add('Conv', [x, kernel(16, 16, 3, 3)], window)]);
      const mask = builder.add('HardSigmoid', [y], { alpha: 1e30, beta: 0 });
      const joined = builder.add('Concat', [builder.add('Mul', [mask, x]), builder.add('Sub', [y, x])], { axis: 1 });
      const parts = builder.addMany('Split', [joined, builder.integers([16, 16])], 2, { axis: 1 });
      const added = builder.add('Add', parts);
      const scales = builder.constant(float32Tensor([4], doubling[0]));
      const doubled = builder.add('Resize', [added, '', scales], doubling[1]);
      return [builder.add('AveragePool', [doubled], { kernel_shape: [2, 2], strides: [2, 2] }), doubled];
    }),
    blockedConvolutions: 1,
  },
  'channels moved to pixels and back, and parts of an image': {
    graph: makeGraph((builder, x, kernel) => {
      const y = builder.add('Conv', [x, kernel(64, 16, 3, 3)], window);
      const pixels = builder.add('DepthToSpace', [y], { blocksize: 2, mode: 'DCR' });
      const lists = [
        [1, 2],
        [-1, 13],
        [2, 3],
        [1, 2],
      ].map((list) => builder.integers(list));
      const part = builder.add('Slice', [pixels, ...lists]);
      return [
        pixels,
        part,
        builder.add('SpaceToDepth', [builder.add('Conv', [pixels, kernel(16, 16, 3, 3)], window)], { blocksize: 2 }),
      ];
    }),
    blockedConvolutions: 2,
  },
  'sums and Relus left to the convolutions, and those that others need too': {
    graph: makeGraph((builder, x, kernel) => {
      const conv = (): Value => builder.add('Conv', [x, kernel(16, 16, 3, 3), kernel(16)], window);
      const both = builder.add('Relu', [builder.add('Add', [conv(), conv()])]);
      const shared = conv();
      const twice = builder.add('Add', [shared, shared]);
      return [both, builder.add('Relu', [shared]), twice, builder.add('Add', [builder.add('Relu', [conv()]), both])];
    }),
    blockedConvolutions: 4,
  },
  'one number a channel, before and after others': {
    graph: makeGraph((builder, x, kernel) => {
      const conv = (): Value => builder.add('Conv', [x, kernel(16, 16, 3, 3)], window);
      const [scale, shift] = [builder.input('scale', [16, 1, 1]), builder.input('shift', [1, 16, 1, 1])];
      const biased = builder.add('Add', [shift, conv()]);
      const moved = builder.add('Sub', [biased, builder.add('Reshape', [kernel(16), builder.integers([16, 1, 1])])]);
      const scaled = builder.add('Mul', [scale, moved]);
      const turned = builder.add('Sub', [shift, moved]);
      const half = builder.add('Mul', [builder.add('Clip', [scaled, builder.scalar(-1), '']), builder.scalar(0.5)]);
      return [biased, moved, scaled, turned, builder.add('Add', [builder.add('Add', [conv(), shift]), half])];
    }),
    // Only what is added to the result of one convolution alone is left to it.
    blockedConvolutions: 4,
  },
  'sums and means over the pixels': {
    graph: makeGraph((builder, x, kernel) => {
      const y = builder.add('Conv', [x, kernel(32, 16, 3, 3)], window);
      const fourfold = builder.constant(float32Tensor([4], [1, 1, 4, 4]));
      const large = builder.add('Resize', [y, '', fourfold], doubling[1]);
      const over = (...axes: number[]): Value => builder.integers(axes);
      return [
        builder.add('ReduceSum', [y, over(0, 2, 3)], { keepdims: 0 }),
        builder.add('ReduceSum', [y, over(2, 3)], { keepdims: 1 }),
        builder.add('ReduceMean', [y, over(-1, -2)], { keepdims: 0 }),
        builder.add('ReduceMean', [y, over(0, 2, 3)], {}),
        builder.add('GlobalAveragePool', [y]),
        builder.add('ReduceSum', [large, over(0, 2, 3)], { keepdims: 0 }),
      ];
    }),
    blockedConvolutions: 1,
  },
  'normalisation by the batch and by averages, with a sum and a Relu left to it': {
    graph: makeGraph((builder, x, kernel) => {
      const y = builder.add('Conv', [x, kernel(16, 16, 3, 3)], window);
      const vectors = ['scale', 'bias', 'mean', 'variance'].map((name) => builder.input(name, [16]));
      const [scale = '', bias = '', mean = '', variance = ''] = vectors;
      const inputs = [y, scale, bias, mean, builder.add('Abs', [variance])];
      const attributes = { epsilon: 1e-5, momentum: 0, training_mode: 1 };
      const [own = '', ...statistics] = builder.addMany('BatchNormalization', inputs, 3, attributes);
      const centred = builder.add('Sub', [
        y,
        builder.add('Reshape', [statistics[0] ?? '', builder.integers([16, 1, 1])]),
      ]);
      const frozen = builder.add('BatchNormalization', inputs, { epsilon: 0.01 });
      return [builder.add('Relu', [builder.add('Add', [own, x])]), frozen, centred, ...statistics];
    }),
    // The convolution, the difference from the means for all that need it, and a scaling each.
    blockedConvolutions: 4,
  },
  'an image of few channels': {
    graph: makeGraph((builder, x, kernel) => {
      const thin = builder.addMany('Split', [x, builder.integers([3, 13])], 2, { axis: 1 });
      const stem = { kernel_shape: [7, 7], pads: [3, 3, 3, 3], strides: [2, 2] };
      return thin.map((part) => {
        const y = builder.add('Conv', [part, kernel(32, builder.shape(part)[1] ?? 0, 7, 7), kernel(32)], stem);
        return builder.add('Conv', [builder.add('Relu', [y]), kernel(16, 32, 3, 3)], window);
      });
    }),
    blockedConvolutions: 4,
  },
  'what needs the plain layout': {
    graph: makeGraph((builder, x, kernel) => {
      const y = builder.add('Conv', [x, kernel(16, 16, 3, 3)], window);
      const odd = builder.add('Conv', [y, kernel(3, 16, 1, 1)], { kernel_shape: [1, 1] });
      const [pooled = '', places = ''] = builder.addMany('MaxPool', [y], 2, { kernel_shape: [2, 2], strides: [2, 2] });
      const perSample = builder.add('Mul', [y, builder.input('scale', [2, 16, 1, 1])]);
      const parts = builder.addMany('Split', [y, builder.integers([8, 8])], 2, { axis: 1 });
      const shape = builder.integers(image);
      const restored = builder.add('MaxUnpool', [pooled, places, shape], { kernel_shape: [2, 2], strides: [2, 2] });
      const summed = builder.add('ReduceSum', [y, builder.integers([1])], {});
      const fresh = builder.addMany('BatchNormalization', [y, kernel(16), kernel(16), kernel(16), kernel(16)], 3, {
        training_mode: 1,
      });
      const [wider, longer] = [builder.input('number', [1, 1, 1, 1, 1]), builder.input('vector', [1, 1, 16, 1, 1])];
      const stretched = [builder.add('Add', [y, wider]), builder.add('Mul', [y, longer])];
      return [odd, restored, perSample, ...parts, summed, ...fresh, ...stretched];
    }),
    blockedConvolutions: 1,
  },
};

const block = await channelBlock();

describe('a graph in the blocked layout', () => {
  const cases = Object.entries(graphs);
  // A processor without such a layout keeps the plain one.
  it.skipIf(block === null).each(cases)('gives the same numbers: %s', async (_name, { graph, blockedConvolutions }) => {
    const blocked = withBlockedLayout(graph, block ?? 0);
    expect(blocked.nodes.filter(({ operator }) => operator === 'NchwcConv')).toHaveLength(blockedConvolutions);
    expect(blocked.outputs).toEqual(graph.outputs);
    const [expected, computed] = [await runGraph(graph), await runGraph(blocked)];
    for (const [index, values] of expected.entries()) {
      const differences = values.map((value, i) => Math.abs(value - (computed[index]?.[i] ?? NaN)));
      expect(Math.max(...differences), graph.outputs[index]?.name).toBeLessThan(2e-4);
    }
  });

  it('puts each value into the other layout once', () => {
    const graph = makeGraph((builder, x, kernel) => {
      const y = builder.add('Conv', [x, kernel(16, 16, 3, 3)], window);
      const z = builder.add('Conv', [x, kernel(16, 16, 3, 3)], window);
      return [builder.add('Relu', [builder.add('Add', [y, z])])];
    });
    const kinds = withBlockedLayout(graph, 16).nodes.map(({ operator }) => operator);
    expect(kinds.filter((kind) => ['Add', 'Relu'].includes(kind))).toEqual([]);
    expect(kinds.filter((kind) => kind.startsWith('NchwcReorder'))).toEqual([
      'NchwcReorderInput',
      'NchwcReorderOutput',
    ]);
  });
});
