import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { batchNormalization, gelu, groupNormalization, logSoftmaxOfChannels } from './compositions.ts';
import { float32Tensor } from './graph.ts';
import { GraphBuilder, type Value } from './graphBuilder.ts';
import { writeModel } from './file/modelFile.ts';

async function run(shape: readonly number[], values: Float32Array, build: (builder: GraphBuilder, x: Value) => Value) {
  const builder = new GraphBuilder();
  const y = build(builder, builder.input('x', shape));
  builder.output(y);
  const session = await InferenceSession.create(writeModel(builder.finish()));
  const results = await session.run({ x: new Tensor('float32', values, shape) });
  return Array.from(results[y]?.data as Float32Array);
}

const largestDifference = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? NaN))));

it('gelu gives the values of its paper', async () => {
  // x Phi(x) from tables of the normal distribution
  const values = await run([5], Float32Array.of(-2, -0.5, 0, 1, 3), gelu);
  expect(largestDifference(values, [-0.0455003, -0.1542688, 0, 0.8413447, 2.9959503])).toBeLessThan(1e-6);
});

it('logSoftmaxOfChannels gives what the operator gives, for large numbers too', async () => {
  const shape = [2, 3, 2, 2];
  const values = Float32Array.from({ length: 24 }, (_, i) => Math.sin(i * 1.7) * (i < 12 ? 3 : 300));
  const composed = await run(shape, values, logSoftmaxOfChannels);
  const expected = await run(shape, values, (builder, x) => builder.add('LogSoftmax', [x], { axis: 1 }));
  expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(200);
  expect(largestDifference(composed, expected)).toBeLessThan(5e-5);
});

it('groupNormalization makes each group zero on average with a variance of 1, then scales channels', async () => {
  const [samples, channels, pixels, groups, epsilon] = [2, 4, 3, 2, 1e-3];
  const x = Float32Array.from({ length: samples * channels * pixels }, (_, i) => Math.sin(i * 1.7) * (1 + (i % 5)));
  const [scale, bias] = [
    [1, 2, -1, 0.5],
    [0, 1, 2, 3],
  ] as const;
  const computed = await run([samples, channels, pixels, 1], x, (builder, value) => {
    const [a, b] = [scale, bias].map((list) => builder.constant(float32Tensor([channels], list))) as [Value, Value];
    return groupNormalization(builder, value, a, b, groups, epsilon);
  });

  const size = (channels / groups) * pixels;
  const expected = Array.from(x, (value, i) => {
    const start = Math.floor(i / size) * size;
    const group = Array.from(x.slice(start, start + size));
    const mean = group.reduce((sum, v) => sum + v, 0) / size;
    const variance = group.reduce((sum, v) => sum + (v - mean) ** 2, 0) / size;
    const channel = Math.floor(i / pixels) % channels;
    return ((value - mean) / Math.sqrt(variance + epsilon)) * (scale[channel] ?? NaN) + (bias[channel] ?? NaN);
  });
  expect(largestDifference(computed, expected)).toBeLessThan(1e-5);
});

it('batchNormalization gives what the operator gives while training', async () => {
  const builder = new GraphBuilder();
  const x = builder.input('x', [3, 2, 2, 4]);
  const list = [
    [2, -1],
    [0.5, 1],
    [0.3, -0.2],
    [1, 2],
  ].map((values) => builder.constant(float32Tensor([2], values)));
  const [scale, bias, mean, variance] = list as [Value, Value, Value, Value];
  const settings = { momentum: 0.7, epsilon: 1e-3 };
  const composed = batchNormalization(builder, x, scale, bias, { mean, variance }, settings);
  const outputs = [composed.y, composed.running.mean, composed.running.variance];
  const inputs = [x, scale, bias, mean, variance];
  const expected = builder.addMany('BatchNormalization', inputs, 3, { ...settings, training_mode: 1 });
  for (const value of [...outputs, ...expected]) builder.output(value);
  const session = await InferenceSession.create(writeModel(builder.finish()));
  const values = Float32Array.from({ length: 48 }, (_, i) => Math.sin(i * 2.3) * (1 + (i % 3)));
  const results = await session.run({ x: new Tensor('float32', values, [3, 2, 2, 4]) });
  const numbersOf = (names: readonly Value[]): number[] =>
    names.flatMap((name) => Array.from(results[name]?.data as Float32Array));
  expect(largestDifference(numbersOf(outputs), numbersOf(expected))).toBeLessThan(2e-6);
});
