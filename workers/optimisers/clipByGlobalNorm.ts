import { arithmetic, type Optimiser } from './optimiser.ts';

/** Keeps the division defined where the gradient is 0; as in PyTorch. */
const smallestNorm = 1e-6;

/**
 * Shortens the gradient of all parameters together to `largestNorm` where it is longer (Pascanu, Mikolov and Bengio, "On
 * the difficulty of training recurrent neural networks", 2013): g' = g min(1, largestNorm / (|g| + 1e-6)).
 */
export function clipByGlobalNorm(largestNorm: number, inner: Optimiser): Optimiser {
  return {
    ...inner,
    update: (builder, values) => {
      const { add, multiply, divide } = arithmetic(builder);
      const { gradient } = values;
      const square = builder.add('ReduceSum', [multiply(gradient, gradient), builder.integers([0])], { keepdims: 0 });
      const norm = add(builder.add('Sqrt', [square]), builder.scalar(smallestNorm));
      const factor = builder.add('Min', [divide(builder.scalar(largestNorm), norm), builder.scalar(1)]);
      return inner.update(builder, { ...values, gradient: multiply(gradient, factor) });
    },
  };
}
