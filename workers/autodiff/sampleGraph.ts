import { elementCount, float32Tensor } from '../onnx/graph.ts';
import { GraphBuilder, type Value } from '../onnx/graphBuilder.ts';
import type { DifferentiableOperator } from './gradientRules.ts';
import type { Sample } from './gradientSamples.ts';

/** One operator as a graph with a loss that tells every element of its outputs apart. */
export interface SampleGraph {
  readonly builder: GraphBuilder;
  /** The values that are varied, by name. */
  readonly values: Readonly<Record<Value, Float32Array>>;
  readonly allOutputs: readonly Value[];
  /** Those of the outputs that the loss depends on. */
  readonly outputs: readonly Value[];
  /** For each of these, a weight for each element. */
  readonly weights: readonly Float32Array[];
  /** Sum over the outputs of weight * y, one number. */
  readonly loss: Value;
}

export function buildSample(operator: DifferentiableOperator, sample: Sample<DifferentiableOperator>): SampleGraph {
  const builder = new GraphBuilder();
  const values: Record<Value, Float32Array> = {};
  const inputs = sample.inputs.map((input, index): Value => {
    if (input === '') return '';
    if (!('low' in input) && 'dataType' in input) return builder.constant(input);
    const name = `input${index}`;
    values[name] = spreadValues(input, index);
    return builder.input(name, input.shape);
  });
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
  return { builder, values, allOutputs, outputs, weights, loss };
}

/** The finest step at which a sample may be moved without passing 0. */
export const sampleStep = 2 ** -6;

/** Numbers all different, at least `0.7 / count` of the range apart and away from 0, in a shuffled order. */
function spreadValues(input: { shape: readonly number[]; low?: number; high?: number }, salt: number): Float32Array {
  const count = elementCount(input.shape);
  const low = input.low ?? -2;
  const high = input.high ?? 2;
  return Float32Array.from({ length: count }, (_, i) => {
    const rank = (i * prime + salt * 5) % count;
    const value = low + ((rank + 0.5 + 0.15 * Math.sin(i + salt)) / count) * (high - low);
    return low < 0 ? value + Math.sign(value) * 4 * sampleStep : value;
  });
}
const prime = 7919;
