import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { arithmetic, valueOf, type NamedValues, type OptimiserVectors } from './optimiser.ts';

const firstDecay = 0.9;
const secondDecay = 0.999;
const epsilon = 1e-8;

export function initialMoments(parameters: Float32Array): OptimiserVectors {
  const zeros = (): Float32Array => new Float32Array(parameters.length);
  return { firstMoment: zeros(), secondMoment: zeros() };
}

/**
 * The learning rate, and what corrects the moments' start at zero: with c = 1 - b^step of each, m' / c1 over
 * sqrt(v' / c2) + epsilon is m' over sqrt(v' c1^2 / c2) + c1 epsilon. `step` counts from 1.
 */
export function adamScalars(step: number, learningRate: number): Readonly<Record<string, number>> {
  const [first, second] = [firstDecay, secondDecay].map((decay) => 1 - decay ** step) as [number, number];
  return { learningRate, secondScale: first ** 2 / second, margin: first * epsilon };
}

/**
 * The direction of Adam's step (Kingma and Ba, "Adam", 2015, algorithm 1), with b1 = 0.9, b2 = 0.999:
 * m' = b1 m + (1 - b1) g, v' = b2 v + (1 - b2) g^2, direction = m' / (sqrt(v' scale) + margin).
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
  const deviation = builder.add('Sqrt', [multiply(secondMoment, valueOf(scalars, 'secondScale'))]);
  const direction = divide(firstMoment, add(deviation, valueOf(scalars, 'margin')));
  return { direction, state: { firstMoment, secondMoment } };
}
