import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { elementCount } from './graph.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { writeModel } from './file/modelFile.ts';
import { settleWindows } from './settleWindows.ts';

const cases = [
  {
    operator: 'AveragePool',
    sizes: [5, 7],
    attributes: { kernel_shape: [2, 3], strides: [2, 2], auto_pad: 'SAME_UPPER' },
  },
  { operator: 'MaxPool', sizes: [6, 6], attributes: { kernel_shape: [2, 2], strides: [3, 3], auto_pad: 'SAME_LOWER' } },
  { operator: 'MaxPool', sizes: [8, 8], attributes: { kernel_shape: [1, 1], strides: [3, 3], ceil_mode: 1 } },
  { operator: 'MaxPool', sizes: [6, 6], attributes: { kernel_shape: [2, 2], strides: [3, 3], ceil_mode: 1 } },
  { operator: 'MaxPool', sizes: [6, 8], attributes: { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 } },
] as const;

it.each(cases)('is run in the shape that is planned: $operator of $sizes, $attributes', async (settings) => {
  const { operator, sizes, attributes } = settings;
  const builder = new GraphBuilder();
  const shape = [1, 1, ...sizes];
  const y = builder.add(operator, [builder.input('x', shape)], attributes);
  // A sum with a tensor of the planned shape, which onnxruntime compares while it loads the graph.
  const planned = builder.shape(y);
  builder.output(builder.add('Add', [y, builder.input('planned', planned)], {}, 'sum'));
  const settled = settleWindows(builder.finish());
  expect(JSON.stringify(settled.nodes[0]?.attributes)).not.toContain('SAME');

  const session = await InferenceSession.create(writeModel(settled), { logSeverityLevel: 4 });
  const tensor = (dims: readonly number[]) => new Tensor('float32', new Float32Array(elementCount(dims)).fill(1), dims);
  const { sum } = await session.run({ x: tensor(shape), planned: tensor(planned) });
  await session.release();
  expect(sum?.dims).toEqual(planned);
  expect(Array.from(sum?.data as Float32Array)).toEqual(Array(elementCount(planned)).fill(2));
});

it('leaves alone what needs nothing', () => {
  const builder = new GraphBuilder();
  builder.add('MaxPool', [builder.input('x', [1, 1, 4, 4])], { kernel_shape: [2, 2], strides: [2, 2] });
  builder.add('Conv', ['x', builder.input('kernel', [1, 1, 3, 3])], { pads: [1, 1, 1, 1], dilations: [2, 2] });
  const graph = builder.finish();
  expect(settleWindows(graph)).toEqual(graph);
});

it('writes the pads of a convolution with holes, which onnxruntime refuses to find itself', () => {
  const builder = new GraphBuilder();
  const inputs = [builder.input('x', [1, 1, 6, 6]), builder.input('kernel', [1, 1, 3, 3])];
  builder.add('Conv', inputs, { auto_pad: 'SAME_UPPER', dilations: [2, 2] });
  expect(settleWindows(builder.finish()).nodes[0]?.attributes).toEqual({ dilations: [2, 2], pads: [2, 2, 2, 2] });
});
