import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';

/**
 * AdamW (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019) as a pair: `init` makes the state of
 * `count` parameters, `update` adds one step to the graph. Parameters, gradient and state are flat vectors.
 */
export const adamW = { init, update };

const firstDecay = 0.9;
const secondDecay = 0.999;
const epsilon = 1e-8;

export interface AdamWState<Vector> {
  readonly firstMoment: Vector;
  readonly secondMoment: Vector;
}

/** Scalars that change from step to step and are fed in: learning rate and 1 / (1 - decay^step). */
export interface AdamWScalars<Scalar> {
  readonly learningRate: Scalar;
  readonly firstCorrection: Scalar;
  readonly secondCorrection: Scalar;
}

function init(count: number): AdamWState<Float32Array> {
  return { firstMoment: new Float32Array(count), secondMoment: new Float32Array(count) };
}

/** `step` counts from 1. */
export function adamWScalars(step: number, learningRate: number): AdamWScalars<number> {
  return {
    learningRate,
    firstCorrection: 1 / (1 - firstDecay ** step),
    secondCorrection: 1 / (1 - secondDecay ** step),
  };
}

/**
 * m' = b1 m + (1 - b1) g, v' = b2 v + (1 - b2) g^2,
 * p' = p (1 - rate decay) - rate m' c1 / (sqrt(v' c2) + epsilon), with c1 and c2 correcting the start at zero.
 * `decay` is 0 for parameters that shall not decay.
 */
function update(
  builder: GraphBuilder,
  parameters: Value,
  gradient: Value,
  state: AdamWState<Value>,
  scalars: AdamWScalars<Value>,
  decay: Value,
): { readonly parameters: Value; readonly state: AdamWState<Value> } {
  const add = (a: Value, b: Value, name?: string): Value => builder.add('Add', [a, b], {}, name);
  const multiply = (a: Value, b: Value): Value => builder.add('Mul', [a, b]);
  const constant = (value: number): Value => builder.scalar(value);

  const firstMoment = add(
    multiply(state.firstMoment, constant(firstDecay)),
    multiply(gradient, constant(1 - firstDecay)),
    'newFirstMoment',
  );
  const secondMoment = add(
    multiply(state.secondMoment, constant(secondDecay)),
    multiply(multiply(gradient, gradient), constant(1 - secondDecay)),
    'newSecondMoment',
  );
  const deviation = builder.add('Sqrt', [multiply(secondMoment, scalars.secondCorrection)]);
  const direction = builder.add('Div', [
    multiply(firstMoment, scalars.firstCorrection),
    add(deviation, constant(epsilon)),
  ]);
  const change = multiply(add(direction, multiply(parameters, decay)), scalars.learningRate);
  return {
    parameters: builder.add('Sub', [parameters, change], {}, 'newParameters'),
    state: { firstMoment, secondMoment },
  };
}
