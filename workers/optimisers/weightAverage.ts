import { arithmetic, valueOf, type Optimiser, type OptimiserVectors } from './optimiser.ts';

/** Name of the averaged parameters among the vectors of an optimiser. */
const averaged = 'averagedParameters';

/**
 * Keeps an exponential moving average of the parameters beside them (Polyak and Juditsky, "Acceleration of stochastic
 * approximation by averaging", 1992; in the exponential form of Tarvainen and Valpola, "Mean teachers are better role
 * models", 2017): a' = d a + (1 - d) p', with d = min(decay, (1 + step) / (10 + step)), which forgets the untrained
 * start (TensorFlow's ExponentialMovingAverage).
 */
export function weightAverage(decay: number, inner: Optimiser): Optimiser {
  return {
    init: (parameters) => ({ ...inner.init(parameters), [averaged]: parameters.slice() }),
    scalars: (step, learningRate) => ({
      ...inner.scalars(step, learningRate),
      newShare: 1 - Math.min(decay, (1 + step) / (10 + step)),
    }),
    update: (builder, values) => {
      const { add, subtract, multiply } = arithmetic(builder);
      const { parameters, state } = inner.update(builder, values);
      const before = valueOf(values.state, averaged);
      // As a difference: an average of equal numbers stays exactly what it is.
      const average = add(before, multiply(subtract(parameters, before), valueOf(values.scalars, 'newShare')));
      return { parameters, state: { ...state, [averaged]: average } };
    },
  };
}

/** The parameters to validate and to export: the averaged ones where there are any. */
export function parametersToUse(parameters: Float32Array, optimiser: OptimiserVectors): Float32Array {
  return optimiser[averaged] ?? parameters;
}
