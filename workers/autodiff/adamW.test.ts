import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { float32Tensor } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/modelFile.ts';
import { adamW, adamWScalars } from './adamW.ts';

const decays = [0.1, 0, 0.1];
const gradientAt = (step: number): number[] => [Math.sin(step), 3 * Math.cos(step * 0.7), 1e-3];
const rateAt = (step: number): number => 0.1 / step;

/** The algorithm as the paper states it, in double precision. */
function expectedParameters(steps: number): number[] {
  return [1, -2, 0.5].map((start, i) => {
    let [parameter, first, second] = [start, 0, 0];
    for (let step = 1; step <= steps; step++) {
      const gradient = gradientAt(step)[i] ?? 0;
      first = 0.9 * first + 0.1 * gradient;
      second = 0.999 * second + 0.001 * gradient ** 2;
      const direction = first / (1 - 0.9 ** step) / (Math.sqrt(second / (1 - 0.999 ** step)) + 1e-8);
      parameter -= rateAt(step) * (direction + (decays[i] ?? 0) * parameter);
    }
    return parameter;
  });
}

it('follows the paper over many steps', async () => {
  const builder = new GraphBuilder();
  const input = (name: string, shape: number[] = [3]): string => builder.input(name, shape);
  const state = { firstMoment: input('firstMoment'), secondMoment: input('secondMoment') };
  const scalars = {
    learningRate: input('learningRate', []),
    firstCorrection: input('firstCorrection', []),
    secondCorrection: input('secondCorrection', []),
  };
  const decay = builder.constant(float32Tensor([3], decays));
  const result = adamW.update(builder, input('parameters'), input('gradient'), state, scalars, decay);
  const outputs = [result.parameters, result.state.firstMoment, result.state.secondMoment];
  for (const output of outputs) builder.output(output);
  const session = await InferenceSession.create(writeModel(builder.finish()));

  const vector = (values: ArrayLike<number>): Tensor => new Tensor('float32', Float32Array.from(values), [3]);
  let values = [vector([1, -2, 0.5]), vector(adamW.init(3).firstMoment), vector(adamW.init(3).secondMoment)];
  for (let step = 1; step <= 30; step++) {
    const [parameters, firstMoment, secondMoment] = values as [Tensor, Tensor, Tensor];
    const named: Readonly<Record<string, number>> = { ...adamWScalars(step, rateAt(step)) };
    const numbers = Object.entries(named);
    const scalarFeeds = numbers.map(
      ([name, value]) => [name, new Tensor('float32', Float32Array.of(value), [])] as const,
    );
    const feeds = { parameters, firstMoment, secondMoment, gradient: vector(gradientAt(step)) };
    const results = await session.run({ ...feeds, ...Object.fromEntries(scalarFeeds) });
    values = outputs.map((output) => results[output] as Tensor);
  }
  const error = expectedParameters(30).map((expected, i) => Math.abs(expected - Number(values[0]?.data[i])));
  expect(Math.max(...error)).toBeLessThan(2e-6);
});
