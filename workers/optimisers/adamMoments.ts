import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { arithmetic, valueOf, type NamedValues, type OptimiserVectors } from './optimiser.ts';

const firstDecay = 0.9;
const secondDecay = 0.999;
const epsilon = 1e-8;

export function initialMoments(parameters: Float32Array): OptimiserVectors {
  const zeros = (): Float32Array => new Float32Array(parameters.length);
  return { firstMoment: zeros(), secondMoment: zeros() };
}

/** Learning rate and 1 / (1 - b^step), which corrects the moments' start at zero. `step` counts from 1. */
export function adamScalars(step: number, learningRate: number): Readonly<Record<string, number>> {
  return {
    learningRate,
    firstCorrection: 1 / (1 - firstDecay ** step),
    secondCorrection: 1 / (1 - secondDecay ** step),
  };
}

/**
 * The direction of Adam's step (Kingma and Ba, "Adam", 2015, algorithm 1), with b1 = 0.9, b2 = 0.999:
 * m' = b1 m + (1 - b1) g, v' = b2 v + (1 - b2) g^2, direction = m' c1 / (sqrt(v' c2) + epsilon).
 */
export function addAdamDirection(
  builder: GraphBuilder,
  gradient: Value,
  state: NamedValues,
  scalars: NamedValues,
): { readonly direction: Value; readonly state: NamedValues } {
  const { add, multiply, divide } = arithmetic(builder);
  const constant = (value: number): Value => builder.scalar(value);
  const firstMoment = add(
    multiply(valueOf(state, 'firstMoment'), constant(firstDecay)),
    multiply(gradient, constant(1 - firstDecay)),
  );
  const secondMoment = add(
    multiply(valueOf(state, 'secondMoment'), constant(secondDecay)),
    multiply(multiply(gradient, gradient), constant(1 - secondDecay)),
  );
  const deviation = builder.add('Sqrt', [multiply(secondMoment, valueOf(scalars, 'secondCorrection'))]);
  const corrected = multiply(firstMoment, valueOf(scalars, 'firstCorrection'));
  return { direction: divide(corrected, add(deviation, constant(epsilon))), state: { firstMoment, secondMoment } };
}
