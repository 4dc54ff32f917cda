import { addAdamDirection, adamScalars, initialMoments } from './adamMoments.ts';
import { arithmetic, valueOf, type Optimiser } from './optimiser.ts';

/**
 * Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015) with decay as part of the gradient:
 * p' = p - rate direction(g + decay p).
 */
export const adam: Optimiser = {
  init: initialMoments,
  scalars: adamScalars,
  update: (builder, { parameters, gradient, decay, state, scalars }) => {
    const { add, subtract, multiply } = arithmetic(builder);
    const pulled = add(gradient, multiply(parameters, decay));
    const { direction, state: moments } = addAdamDirection(builder, pulled, state, scalars);
    const change = multiply(direction, valueOf(scalars, 'learningRate'));
    return { parameters: subtract(parameters, change), state: moments };
  },
};
