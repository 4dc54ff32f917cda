import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { writeModel } from '../onnx/file/modelFile.ts';
import { attributeNames, type Operator } from '../onnx/operators.ts';
import { addGradients } from './addGradients.ts';
import { gradientRules, type DifferentiableOperator } from './gradientRules.ts';
import { gradientSamples } from './gradientSamples.ts';
import { buildSample, sampleStep } from './sampleGraph.ts';

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
    const { builder, values, allOutputs, outputs, weights, loss } = buildSample(operator, sample);
    const varied = Object.keys(values);
    const feeds = Object.fromEntries(
      varied.map((name) => [name, new Tensor('float32', values[name] ?? [], [...builder.shape(name)])]),
    );
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
      const numbers = feeds[input]?.data as Float32Array;
      const expected: number[] = [];
      for (const [element, value] of numbers.entries()) {
        expected.push(
          await fourthOrderDifference(async (at) => {
            numbers[element] = at;
            const result = await lossAt();
            numbers[element] = value;
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

/** f'(x) with an error of h^4; the steps are the float32 distances that are really taken. */
async function fourthOrderDifference(f: (x: number) => Promise<number>, x: number): Promise<number> {
  const centralDifference = async (h: number): Promise<number> => {
    const [above, below] = [Math.fround(x + h), Math.fround(x - h)];
    return ((await f(above)) - (await f(below))) / (above - below);
  };
  const near = await centralDifference(sampleStep);
  const far = await centralDifference(2 * sampleStep);
  return (4 * near - far) / 3;
}
