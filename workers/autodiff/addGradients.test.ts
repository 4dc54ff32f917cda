import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { float32Tensor, int64Tensor } from '../onnx/graph.ts';
import { GraphBuilder, type Value } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { addGradients } from './addGradients.ts';

function sumOfAll(builder: GraphBuilder, value: Value): Value {
  return builder.add('ReduceSum', [value], { keepdims: 0 });
}

describe('a way that has no gradient', () => {
  const gradientThrough = (build: (builder: GraphBuilder, x: Value) => Value) => () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', [2, 2, 4, 4]);
    return addGradients(builder, sumOfAll(builder, build(builder, x)), [x], 'cpu');
  };

  it('names the operator without a rule and what it makes', () => {
    const through = gradientThrough((builder, x) => builder.add('Sign', [x], {}, 'signs'));
    expect(through).toThrow('Sign, which makes signs, has no gradient: there is no rule for it.');
  });

  it('names the operator whose rule does not cover its attributes', () => {
    const through = gradientThrough((builder, x) => {
      const sizes = builder.integers([2, 2, 8, 8]);
      const attributes = { mode: 'linear', coordinate_transformation_mode: 'tf_crop_and_resize' };
      return builder.add('Resize', [x, '', '', sizes], attributes, 'large');
    });
    expect(through).toThrow('Resize, which makes large, has no gradient');
  });

  it.each(['mul', 'max', 'min'])('names what puts several numbers at one place by %s', (reduction) => {
    const through = gradientThrough((builder, x) => {
      const indices = builder.constant({ ...int64Tensor([1, 0, -1]), shape: [3, 1] });
      const updates = builder.add('Concat', [x, builder.add('Neg', [x])], { axis: 0 });
      const three = builder.add('Slice', [updates, builder.integers([0]), builder.integers([3])]);
      return builder.add('ScatterND', [x, indices, three], { reduction }, 'scattered');
    });
    expect(through).toThrow(
      `ScatterND, which makes scattered, has no gradient: with reduction ${reduction} each place must be known and stand once.`,
    );
  });

  it('names the operator of which another output than the first is learnt from', () => {
    const through = gradientThrough((builder, x) => {
      const [scale, bias] = [1, 0].map((value) => builder.constant(float32Tensor([2], [value, value]))) as [
        Value,
        Value,
      ];
      const list = [x, scale, bias, bias, scale];
      return builder.addMany('BatchNormalization', list, 3, { training_mode: 1 }, 'normal')[1] ?? '';
    });
    expect(through).toThrow('BatchNormalization, which makes normal, has no gradient');
  });

  it('is no hindrance beside the way', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', [3]);
    const isLarge = builder.add('Greater', [x, builder.scalar(1)]);
    const y = builder.add('Where', [isLarge, x, builder.add('Mul', [x, builder.add('Cast', [isLarge], { to: 1 })])]);
    builder.output(addGradients(builder, sumOfAll(builder, y), [x], 'cpu').get(x) ?? '');
    const session = await InferenceSession.create(writeModel(builder.finish()));
    const results = await session.run({ x: new Tensor('float32', Float32Array.of(0.5, 2, 3), [3]) });
    expect(Object.values(results).map(({ data }) => Array.from(data as Float32Array))).toEqual([[0, 1, 1]]);
  });
});

it('takes the mask that Dropout drew while training', async () => {
  const builder = new GraphBuilder();
  const x = builder.input('x', [1000]);
  const isTraining = builder.constant({ dataType: 'bool', shape: [], data: Uint8Array.of(1) });
  const y = builder.add('Dropout', [x, builder.scalar(0.25), isTraining], { seed: 3 });
  const gradient = addGradients(builder, sumOfAll(builder, y), [x], 'cpu').get(x) ?? '';
  for (const value of [y, gradient]) builder.output(value);
  const session = await InferenceSession.create(writeModel(builder.finish()));
  const values = Float32Array.from({ length: 1000 }, (_, i) => i + 1);
  const results = await session.run({ x: new Tensor('float32', values, [1000]) });
  const [dropped, slopes] = [y, gradient].map((name) => Array.from(results[name]?.data as Float32Array)) as [
    number[],
    number[],
  ];
  expect(Math.max(...dropped.map((number, i) => Math.abs(number - (slopes[i] ?? NaN) * (i + 1))))).toBeLessThan(1e-3);
  const kept = slopes.filter((slope) => slope > 0).length;
  expect(kept).toBeGreaterThan(650);
  expect(kept).toBeLessThan(850);
});

it('loses nothing where thousands of gathered numbers come from one place', async () => {
  const [count, width] = [20_000, 16];
  const builder = new GraphBuilder();
  const table = builder.input('table', [2, width]);
  const indices = builder.constant(int64Tensor(Array.from({ length: count }, (_, i) => i % 2)));
  const loss = sumOfAll(builder, builder.add('Gather', [table, indices]));
  builder.output(addGradients(builder, loss, [table], 'cpu').get(table) ?? '');
  const session = await InferenceSession.create(writeModel(builder.finish()));
  const results = await session.run({ table: new Tensor('float32', new Float32Array(2 * width), [2, width]) });
  expect(Object.values(results).map(({ data }) => new Set(data as Float32Array))).toEqual([new Set([count / 2])]);
});
