import { addAdamDirection, adamScalars, initialMoments } from './adamMoments.ts';
import { arithmetic, valueOf, type Optimiser } from './optimiser.ts';

/**
 * AdamW (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019): Adam with decay beside the gradient,
 * p' = p - rate (direction(g) + decay p).
 */
export const adamW: Optimiser = {
  init: initialMoments,
  scalars: adamScalars,
  update: (builder, { parameters, gradient, decay, state, scalars }) => {
    const { add, subtract, multiply } = arithmetic(builder);
    const { direction, state: moments } = addAdamDirection(builder, gradient, state, scalars);
    const change = multiply(add(direction, multiply(parameters, decay)), valueOf(scalars, 'learningRate'));
    return { parameters: subtract(parameters, change), state: moments };
  },
};
