import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';

/** By name: what an optimiser keeps from step to step, one flat vector as long as the parameters each. */
export type OptimiserVectors = Readonly<Record<string, Float32Array>>;
export type NamedValues = Readonly<Record<string, Value>>;

/**
 * How gradients change parameters, as pure functions: the initial state, the numbers that a step is fed, and the update
 * as part of a graph. Some optimisers wrap another one, which they feed with another gradient or whose result they use.
 */
export interface Optimiser {
  readonly init: (parameters: Float32Array) => OptimiserVectors;
  /** Single numbers that change from step to step; `step` counts from 1. */
  readonly scalars: (step: number, learningRate: number) => Readonly<Record<string, number>>;
  readonly update: (builder: GraphBuilder, values: UpdateValues) => Updated;
}

/** Parameters, gradient, decay and the vectors of the state have the shape (parameters), scalars the shape (). */
export interface UpdateValues {
  readonly parameters: Value;
  readonly gradient: Value;
  /** How strongly each parameter is pulled to zero; 0 for those that shall not decay. */
  readonly decay: Value;
  readonly state: NamedValues;
  readonly scalars: NamedValues;
}

export interface Updated {
  readonly parameters: Value;
  /** The names of `init`. */
  readonly state: NamedValues;
}

/** Throws `TypeError` where the name is missing: a mistake in the code that builds the graph. */
export function valueOf(values: NamedValues, name: string): Value {
  const value = values[name];
  if (value === undefined) throw new TypeError(`The optimiser lacks its ${name}.`);
  return value;
}

/** What the formulas of the optimisers are written with. */
export function arithmetic(builder: GraphBuilder) {
  return {
    add: (a: Value, b: Value): Value => builder.add('Add', [a, b]),
    subtract: (a: Value, b: Value): Value => builder.add('Sub', [a, b]),
    multiply: (a: Value, b: Value): Value => builder.add('Mul', [a, b]),
    divide: (a: Value, b: Value): Value => builder.add('Div', [a, b]),
  };
}
