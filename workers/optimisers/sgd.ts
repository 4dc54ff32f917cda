import { arithmetic, valueOf, type Optimiser } from './optimiser.ts';

/**
 * Stochastic gradient descent with momentum (Polyak, "Some methods of speeding up the convergence of iteration methods",
 * 1964), or with Nesterov's in the form of Sutskever et al., "On the importance of initialization and momentum in deep
 * learning", 2013, as PyTorch has it. `momentum` is in [0, 1); with 0 there is no state.
 *
 * h = g + decay p, v' = momentum v + h, p' = p - rate v'; Nesterov: p' = p - rate (h + momentum v').
 */
export function sgd(momentum: number, isNesterov: boolean): Optimiser {
  return {
    init: (parameters) => (momentum === 0 ? {} : { velocity: new Float32Array(parameters.length) }),
    scalars: (_step, learningRate) => ({ learningRate }),
    update: (builder, { parameters, gradient, decay, state, scalars }) => {
      const { add, subtract, multiply } = arithmetic(builder);
      const share = builder.scalar(momentum);
      const pulled = add(gradient, multiply(parameters, decay));
      const velocity = momentum === 0 ? pulled : add(multiply(valueOf(state, 'velocity'), share), pulled);
      const direction = isNesterov && momentum > 0 ? add(pulled, multiply(velocity, share)) : velocity;
      return {
        parameters: subtract(parameters, multiply(direction, valueOf(scalars, 'learningRate'))),
        state: momentum === 0 ? {} : { velocity },
      };
    },
  };
}
