import type { Value } from '../onnx/graphBuilder.ts';
import { arithmetic, valueOf, type NamedValues, type Optimiser } from './optimiser.ts';

/** Name of the vector that holds half a round. */
export const accumulatedGradient = 'accumulatedGradient';

/**
 * Averages the gradients of `batches` steps and updates in the last of them, as one step on a batch that many times
 * larger would: a' = a + g / batches; at the end of a round, inner(a') and a' = 0, else everything stays. `inner` counts
 * its own steps, one for each round. The update is part of every run of the graph, and its result is taken at the end of
 * a round alone: it costs little beside a network's convolutions.
 */
export function gradientAccumulation(batches: number, inner: Optimiser): Optimiser {
  return {
    init: (parameters) => ({ ...inner.init(parameters), [accumulatedGradient]: new Float32Array(parameters.length) }),
    scalars: (step, learningRate) => ({
      ...inner.scalars(Math.ceil(step / batches), learningRate),
      endsRound: step % batches === 0 ? 1 : 0,
    }),
    update: (builder, values) => {
      const { add, multiply } = arithmetic(builder);
      const sum = add(
        valueOf(values.state, accumulatedGradient),
        multiply(values.gradient, builder.scalar(1 / batches)),
      );
      const updated = inner.update(builder, { ...values, gradient: sum });
      const endsRound = builder.add('Equal', [valueOf(values.scalars, 'endsRound'), builder.scalar(1)]);
      const choose = (atEnd: Value, before: Value): Value => builder.add('Where', [endsRound, atEnd, before]);
      const state: NamedValues = Object.fromEntries(
        Object.entries(updated.state).map(([name, value]) => [name, choose(value, valueOf(values.state, name))]),
      );
      return {
        parameters: choose(updated.parameters, values.parameters),
        state: { ...state, [accumulatedGradient]: choose(builder.scalar(0), sum) },
      };
    },
  };
}
