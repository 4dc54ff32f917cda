import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { elementCount, float32Tensor, type Tensor as GraphTensor } from '../onnx/graph.ts';
import { GraphBuilder, type Value } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/modelFile.ts';
import type { Attributes } from '../onnx/operators.ts';
import { addGradients } from './addGradients.ts';
import { gradientRules, type DifferentiableOperator } from './gradientRules.ts';

/** A value that is varied, of this shape, with numbers from `low` to `high`; or a constant. */
type SampleInput =
  { readonly shape: readonly number[]; readonly low?: number; readonly high?: number } | GraphTensor | '';
interface Sample<O extends DifferentiableOperator> {
  readonly inputs: readonly SampleInput[];
  readonly attributes?: Attributes<O>;
  readonly outputCount?: number;
}

const any = (...shape: number[]): SampleInput => ({ shape });
const positive = (...shape: number[]): SampleInput => ({ shape, low: 0.6, high: 2 });
const integers = (...values: number[]): GraphTensor => ({
  dataType: 'int64',
  shape: [values.length],
  data: BigInt64Array.from(values, BigInt),
});
const twoByTwo = { kernel_shape: [2, 2], strides: [2, 2] };
const repeat = { mode: 'nearest', nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' };
const same = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };

const samples: { readonly [O in DifferentiableOperator]: readonly Sample<O>[] } = {
  Add: [{ inputs: [any(2, 3), any(2, 3)] }, { inputs: [any(2, 3, 2), any(3, 1)] }, { inputs: [any(1), any(2, 2)] }],
  Concat: [{ inputs: [any(2, 1, 3), any(2, 4, 3)], attributes: { axis: 1 } }],
  Conv: [
    { inputs: [any(2, 2, 4, 5), any(3, 2, 3, 3), any(3)], attributes: same },
    { inputs: [any(1, 3, 3, 4), any(2, 3, 1, 1)], attributes: { kernel_shape: [1, 1] } },
    { inputs: [any(1, 2, 5, 6), any(2, 2, 3, 3)], attributes: { ...same, strides: [2, 2] } },
    { inputs: [any(1, 1, 5, 6), any(2, 1, 3, 3)], attributes: { kernel_shape: [3, 3] } },
    { inputs: [any(1, 2, 6, 5), any(1, 2, 3, 3)], attributes: { ...same, dilations: [2, 2], pads: [2, 2, 2, 2] } },
    { inputs: [any(1, 1, 4, 6), any(1, 1, 1, 5)], attributes: { kernel_shape: [1, 5], pads: [0, 2, 0, 2] } },
    { inputs: [any(1, 1, 5, 4), any(2, 1, 2, 2)], attributes: { kernel_shape: [2, 2], pads: [1, 0, 0, 1] } },
  ],
  Div: [{ inputs: [any(2, 3), positive(2, 3)] }, { inputs: [any(2, 1), positive(3)] }],
  Exp: [{ inputs: [any(2, 3)] }],
  Expand: [{ inputs: [any(2, 1), integers(3, 2, 4)] }],
  Identity: [{ inputs: [any(2, 2)] }],
  InstanceNormalization: [{ inputs: [any(2, 2, 2, 3), positive(2), any(2)], attributes: { epsilon: 1e-5 } }],
  Log: [{ inputs: [positive(2, 3)] }],
  LogSoftmax: [{ inputs: [any(2, 3, 2)], attributes: { axis: 1 } }],
  MatMul: [{ inputs: [any(2, 3), any(3, 2)] }, { inputs: [any(2, 2, 3), any(3, 2)] }],
  MaxPool: [{ inputs: [any(1, 2, 4, 6)], attributes: twoByTwo }],
  Mul: [{ inputs: [any(2, 3), any(2, 3)] }, { inputs: [any(2, 3), any(1, 3)] }],
  Neg: [{ inputs: [any(4)] }],
  Pad: [{ inputs: [any(2, 3), integers(0, 1, 2, 0)] }],
  ReduceMean: [
    { inputs: [any(2, 3, 2), integers(0, 2)], attributes: { keepdims: 1 } },
    { inputs: [any(2, 3), integers(-1)], attributes: { keepdims: 0 } },
  ],
  ReduceSum: [
    { inputs: [any(2, 3, 2), integers(0, 2)], attributes: { keepdims: 1 } },
    { inputs: [any(2, 3), integers(-1)], attributes: { keepdims: 0 } },
  ],
  Relu: [{ inputs: [any(3, 4)] }],
  Reshape: [{ inputs: [any(2, 6), integers(3, 4)] }],
  Resize: [{ inputs: [any(1, 2, 2, 3), '', float32Tensor([4], [1, 1, 2, 2])], attributes: repeat }],
  Sigmoid: [{ inputs: [any(2, 3)] }],
  Slice: [
    { inputs: [any(4, 5), integers(1, -3), integers(3, 1000), integers(0, 1), integers(1, 1)] },
    { inputs: [any(4, 5), integers(1), integers(4), integers(1), integers(1)] },
  ],
  Softmax: [{ inputs: [any(2, 3, 2)], attributes: { axis: 1 } }],
  Split: [{ inputs: [any(2, 5), integers(2, 3)], attributes: { axis: 1 }, outputCount: 2 }],
  Sqrt: [{ inputs: [positive(2, 3)] }],
  Sub: [{ inputs: [any(2, 3), any(2, 3)] }, { inputs: [any(3), any(2, 1)] }],
  Transpose: [{ inputs: [any(2, 3, 4)], attributes: { perm: [2, 0, 1] } }, { inputs: [any(2, 3)] }],
  Where: [{ inputs: [{ dataType: 'bool', shape: [2, 3], data: Uint8Array.of(1, 0, 0, 1, 1, 0) }, any(2, 3), any(3)] }],
};

const cases = Object.entries(samples).flatMap(([operator, list]) =>
  list.flatMap((sample, index) =>
    (['cpu', 'webgpu'] as const).map((device) => ({
      name: `${operator}, sample ${index + 1}, ${device} form`,
      operator: operator as DifferentiableOperator,
      sample: sample,
      device,
    })),
  ),
);

describe('every gradient rule agrees with central differences', () => {
  it('has samples for every operator', () => {
    const without = Object.keys(gradientRules).filter((name) => !(samples[name as DifferentiableOperator]?.length > 0));
    expect(without).toEqual([]);
  });

  it.each(cases)('$name', async ({ operator, sample, device }) => {
    const builder = new GraphBuilder();
    const feeds: Record<string, Tensor> = {};
    const inputs = sample.inputs.map((input, index): Value => {
      if (input === '') return '';
      if (!('low' in input) && 'dataType' in input) return builder.constant(input);
      const name = `input${index}`;
      feeds[name] = new Tensor('float32', spreadValues(input, index), [...input.shape]);
      return builder.input(name, input.shape);
    });
    const varied = inputs.filter((input) => Object.hasOwn(feeds, input));

    // L = sum over the outputs of weight * y, with weights that tell every element apart.
    const outputs = builder.addMany<DifferentiableOperator>(
      operator,
      inputs,
      sample.outputCount ?? 1,
      sample.attributes ?? {},
    );
    const weights = outputs.map((output, i) => spreadValues({ shape: builder.shape(output) }, 17 + i));
    const terms = outputs.map((output, i) => {
      const weighted = builder.add('Mul', [
        output,
        builder.constant(float32Tensor(builder.shape(output), weights[i] ?? [])),
      ]);
      const axes = builder.integers(builder.shape(output).map((_, axis) => axis));
      return builder.add('ReduceSum', [weighted, axes], { keepdims: 0 });
    });
    const loss = terms.reduce((sum, term) => builder.add('Add', [sum, term]));
    const gradients = addGradients(builder, loss, varied, device);
    for (const value of new Set([...outputs, ...gradients.values()])) builder.output(value);
    const session = await InferenceSession.create(writeModel(builder.finish()));

    /** The loss from the operator's own outputs, summed in double precision. */
    const lossAt = async (): Promise<number> => {
      const results = await session.run(feeds, outputs);
      return outputs.reduce((sum, output, i) => {
        const data = results[output]?.data as Float32Array;
        return sum + data.reduce((part, value, element) => part + value * (weights[i]?.[element] ?? 0), 0);
      }, 0);
    };
    const results = await session.run(feeds);
    for (const input of varied) {
      const computed = results[gradients.get(input) ?? '']?.data as Float32Array;
      const values = feeds[input]?.data as Float32Array;
      const expected: number[] = [];
      for (const [element, value] of values.entries()) {
        expected.push(
          await fourthOrderDifference(async (at) => {
            values[element] = at;
            const result = await lossAt();
            values[element] = value;
            return result;
          }, value),
        );
      }
      const largest = Math.max(...expected.map(Math.abs), 0.1);
      const errors = Array.from(computed, (value, i) => Math.abs(value - (expected[i] ?? NaN)) / largest);
      expect(computed.length, input).toBe(values.length);
      expect(Math.max(...errors), input).toBeLessThan(2e-4);
    }
    await session.release();
  });
});

const step = 2 ** -6;

/** f'(x) with an error of h^4; the steps are the float32 distances that are really taken. */
async function fourthOrderDifference(f: (x: number) => Promise<number>, x: number): Promise<number> {
  const centralDifference = async (h: number): Promise<number> => {
    const [above, below] = [Math.fround(x + h), Math.fround(x - h)];
    return ((await f(above)) - (await f(below))) / (above - below);
  };
  const near = await centralDifference(step);
  const far = await centralDifference(2 * step);
  return (4 * near - far) / 3;
}

/** Numbers all different, at least `0.7 / count` of the range apart and away from 0, in a shuffled order. */
function spreadValues(input: { shape: readonly number[]; low?: number; high?: number }, salt: number): Float32Array {
  const count = elementCount(input.shape);
  const low = input.low ?? -2;
  const high = input.high ?? 2;
  return Float32Array.from({ length: count }, (_, i) => {
    const rank = (i * prime + salt * 5) % count;
    const value = low + ((rank + 0.5 + 0.15 * Math.sin(i + salt)) / count) * (high - low);
    return Math.abs(value) < 4 * step ? value + 8 * step : value;
  });
}
const prime = 7919;
