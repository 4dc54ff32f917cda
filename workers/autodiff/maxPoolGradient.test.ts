import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import type { Device } from '../../app/contract/workerMessages.ts';
import { elementCount, float32Tensor } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import type { Attributes } from '../onnx/operators.ts';
import { addGradients } from './addGradients.ts';

async function gradientWithTies(device: Device, attributes: Attributes<'MaxPool'>): Promise<number[]> {
  const builder = new GraphBuilder();
  const image = builder.input('image', [1, 1, 4, 4]);
  const pooled = builder.add('MaxPool', [image], attributes);
  const shape = builder.shape(pooled);
  const weights = Array.from({ length: elementCount(shape) }, (_, i) => i + 1);
  const weighted = builder.add('Mul', [pooled, builder.constant(float32Tensor(shape, weights))]);
  const loss = builder.add('ReduceSum', [weighted, builder.integers([0, 1, 2, 3])], { keepdims: 0 });
  builder.output(addGradients(builder, loss, [image], device).get(image) ?? '');
  const session = await InferenceSession.create(writeModel(builder.finish()));
  const values = Float32Array.of(5, 5, 1, 2, 5, 5, 2, 2, 0, 7, 3, 3, 7, 7, 2, 3);
  const results = await session.run({ image: new Tensor('float32', values, [1, 1, 4, 4]) });
  return Array.from(results[session.outputNames[0] ?? '']?.data as Float32Array);
}

const forms = ['cpu', 'webgpu'] as const;

it('gives the gradient to the first of equal maxima, on every device', async () => {
  const expected = [1, 0, 0, 2, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0];
  const tiles = { kernel_shape: [2, 2], strides: [2, 2] };
  const computed = await Promise.all(forms.map((device) => gradientWithTies(device, tiles)));
  expect(computed).toEqual([expected, expected]);
});

it('adds up where windows overlap, on every device', async () => {
  // Maxima: 5 (first in row 0), 5 (row 0 again, second column), 7 (row 2), and that 7 once more
  const expected = [1, 2, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0];
  const overlapping = { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 0, 0] };
  const computed = await Promise.all(forms.map((device) => gradientWithTies(device, overlapping)));
  expect(computed).toEqual([expected, expected]);
});
