import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { float32Tensor, int64Tensor } from '../onnx/graph.ts';
import { GraphBuilder, type Value } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { addGradients } from './addGradients.ts';

/** Gradients of the sum of y = (y_1, 2 y_2, 3 y_3) by the inputs. */
async function gradients(
  inputs: readonly (readonly number[])[],
  build: (builder: GraphBuilder, inputs: readonly Value[]) => Value,
): Promise<number[][]> {
  const builder = new GraphBuilder();
  const names = inputs.map((numbers, i) => builder.input(`x${i}`, [numbers.length]));
  const y = build(builder, names);
  const weights = builder.constant(float32Tensor([3], [1, 2, 3]));
  const loss = builder.add('ReduceSum', [builder.add('Mul', [y, weights])], { keepdims: 0 });
  const outputs = [...addGradients(builder, loss, names, 'cpu').values()];
  for (const output of new Set(outputs)) builder.output(output);
  const session = await InferenceSession.create(writeModel(builder.finish()));
  const feeds = inputs.map((numbers, i) => [
    `x${i}`,
    new Tensor('float32', Float32Array.from(numbers), [numbers.length]),
  ]);
  const results = await session.run(Object.fromEntries(feeds) as Record<string, Tensor>);
  await session.release();
  return outputs.map((output) => Array.from(results[output]?.data as Float32Array));
}

it.each(['Max', 'Min'] as const)('%s gives the gradient to the first of equal numbers', async (operator) => {
  const inputs = [[2, 2, 2], [2, operator === 'Max' ? 5 : -5, 2], [2]];
  expect(await gradients(inputs, (builder, names) => builder.add(operator, names))).toEqual([
    [1, 0, 3],
    [0, 2, 0],
    [0],
  ]);
});

it.each(['max', 'min'] as const)(
  'ScatterND %s gives it to what is there, not to an equal update',
  async (reduction) => {
    const scattered = (builder: GraphBuilder, [x = '', updates = '']: readonly Value[]): Value => {
      const indices = builder.constant({ ...int64Tensor([2, 0]), shape: [2, 1] });
      return builder.add('ScatterND', [x, indices, updates], { reduction });
    };
    const inputs = [
      [4, 4, 4],
      [4, reduction === 'max' ? 9 : -9],
    ];
    expect(await gradients(inputs, scattered)).toEqual([
      [0, 2, 3],
      [0, 1],
    ]);
  },
);
