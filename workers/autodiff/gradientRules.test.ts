import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { elementCount, float32Tensor } from '../onnx/graph.ts';
import { GraphBuilder, type Value } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/modelFile.ts';
import { attributeNames, type Operator } from '../onnx/operators.ts';
import { addGradients } from './addGradients.ts';
import { gradientRules, type DifferentiableOperator } from './gradientRules.ts';
import { gradientSamples } from './gradientSamples.ts';

const cases = Object.entries(gradientSamples).flatMap(([operator, list]) =>
  list.flatMap((sample, index) =>
    (['cpu', 'webgpu'] as const).map((device) => ({
      name: `${operator}, sample ${index + 1}, ${device} form`,
      operator: operator as DifferentiableOperator,
      sample,
      device,
    })),
  ),
);

describe('every gradient rule agrees with central differences', () => {
  it('has samples for every operator', () => {
    const without = Object.keys(gradientRules).filter(
      (name) => !(gradientSamples[name as DifferentiableOperator]?.length > 0),
    );
    expect(without).toEqual([]);
  });

  it('has samples for every attribute', () => {
    const without = Object.entries(gradientSamples).flatMap(([operator, list]) => {
      const used = new Set(list.flatMap(({ attributes }) => Object.keys(attributes ?? {})));
      return attributeNames(operator as Operator)
        .filter((name) => !used.has(name))
        .map((name) => `${operator}.${name}`);
    });
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
    const allOutputs = builder.addMany<DifferentiableOperator>(
      operator,
      inputs,
      sample.outputCount ?? 1,
      sample.attributes ?? {},
    );
    const outputs = allOutputs.slice(0, sample.learntCount);
    const weights = outputs.map((output, i) => spreadValues({ shape: builder.shape(output) }, 17 + i));
    const terms = outputs.map((output, i) => {
      const single = builder.info(output).dataType === 'float32' ? output : builder.add('Cast', [output], { to: 1 });
      const weighted = builder.add('Mul', [
        single,
        builder.constant(float32Tensor(builder.shape(output), weights[i] ?? [])),
      ]);
      const axes = builder.integers(builder.shape(output).map((_, axis) => axis));
      return builder.add('ReduceSum', [weighted, axes], { keepdims: 0 });
    });
    const loss = terms.reduce((sum, term) => builder.add('Add', [sum, term]));
    const gradients = addGradients(builder, loss, varied, device);
    for (const value of new Set([...allOutputs, ...gradients.values()])) builder.output(value);
    const session = await InferenceSession.create(writeModel(builder.finish()), { logSeverityLevel: 3 });

    /** The loss from the operator's own outputs, summed in double precision. */
    const lossAt = async (): Promise<number> => {
      const results = await session.run(feeds, outputs);
      return outputs.reduce((sum, output, i) => {
        const data = Array.from(results[output]?.data as Float32Array | Float64Array);
        return sum + data.reduce((part, value, element) => part + value * (weights[i]?.[element] ?? 0), 0);
      }, 0);
    };
    const results = await session.run(feeds);
    const returned = Object.entries(results).map(([name, { type, dims }]) => [name, { dataType: type, shape: dims }]);
    expect(returned).toEqual(Object.keys(results).map((name) => [name, builder.info(name)]));
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
      expect(builder.info(gradients.get(input) ?? ''), input).toEqual(builder.info(input));
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
    return low < 0 ? value + Math.sign(value) * 4 * step : value;
  });
}
const prime = 7919;
