import { beforeAll, expect, it } from 'vitest';
import { tfjsOnProcessor } from '../../../tests/fixtures/tfjsOnProcessor.ts';
import { int64Tensor } from '../../onnx/graph.ts';
import { GraphBuilder } from '../../onnx/graphBuilder.ts';
import { TfjsGraph } from './tfjsGraph.ts';
import type { Tfjs } from './tfjsOperator.ts';

let tf: Tfjs;
beforeAll(async () => {
  tf = await tfjsOnProcessor();
});

it('names the operator that it has no entry for, and the value that it makes, before anything runs', () => {
  const builder = new GraphBuilder();
  const indices = builder.constant({ ...int64Tensor([0, 1, 2]), shape: [1, 3] });
  builder.add('ScatterElements', [builder.input('x', [1, 4]), indices, builder.input('y', [1, 3])], { axis: 1 }, 'put');
  expect(() => new TfjsGraph(tf, builder.finish())).toThrow(
    'tfjs cannot run this network: ScatterElements, which makes put, is not for it, because it is made by gradients, ' +
      'which tfjs finds itself. Choose another device.',
  );
});

it.each([
  {
    what: 'a second output',
    reason: 'its second output, the indices, is not known',
    build: (builder: GraphBuilder) => {
      builder.addMany('MaxPool', [builder.input('x', [1, 1, 4, 4])], 2, { kernel_shape: [2, 2] }, 'most');
    },
  },
  {
    what: 'volumes',
    reason: 'only images of rows and columns are known',
    build: (builder: GraphBuilder) => {
      const inputs = [builder.input('x', [1, 1, 4, 4, 4]), builder.input('kernel', [1, 1, 2, 2, 2])];
      builder.add('Conv', inputs, {}, 'most');
    },
  },
  {
    what: 'an interpolation without a matrix',
    reason: 'it interpolates by {"mode":"area"}',
    build: (builder: GraphBuilder) => {
      const scales = builder.constant({ dataType: 'float32', shape: [4], data: Float32Array.of(1, 1, 2, 2) });
      builder.add('Resize', [builder.input('x', [1, 1, 4, 4]), '', scales], { mode: 'area' }, 'most');
    },
  },
])('says why it cannot run $what', ({ reason, build }) => {
  const builder = new GraphBuilder();
  build(builder);
  expect(() => new TfjsGraph(tf, builder.finish())).toThrow(`which makes most, is not for it, because ${reason}.`);
});

it('turns an image once on its way through operators that do not care, and back for one that does', () => {
  const builder = new GraphBuilder();
  const x = builder.input('x', [1, 2, 2, 2]);
  const pooled = builder.add('GlobalAveragePool', [x]);
  const shifted = builder.add('Add', [builder.add('Mul', [x, pooled]), builder.input('perChannel', [2, 1, 1])]);
  builder.add('Concat', [shifted, x], { axis: 1 }, 'joined');
  builder.add('Reshape', ['joined', builder.integers([1, 16])], {}, 'row');
  const graph = new TfjsGraph(tf, builder.finish());
  const inputs = new Map([
    ['x', tf.tensor([1, 2, 3, 4, 0, 0, 2, 2], [1, 2, 2, 2])],
    ['perChannel', tf.tensor([10, 20], [2, 1, 1])],
  ]);
  const [row, joined] = tf.tidy(() => graph.run(inputs, ['row', 'joined']));
  expect(Array.from(row?.dataSync() ?? [])).toEqual([12.5, 15, 17.5, 20, 20, 20, 22, 22, 1, 2, 3, 4, 0, 0, 2, 2]);
  expect(joined?.shape).toEqual([1, 4, 2, 2]);
  expect(Array.from(joined?.dataSync() ?? [])).toEqual(Array.from(row?.dataSync() ?? []));
});
