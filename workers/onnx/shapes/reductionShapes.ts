import type { Operator } from '../operators.ts';
import { axisFrom, required, type ShapeContext, type ShapeRules, type TensorInfo } from './shapeRule.ts';

type ReductionOperator = 'ReduceMax' | 'ReduceMean' | 'ReduceSum';

export const reductionShapes = {
  ReduceMax: reduced,
  ReduceMean: reduced,
  ReduceSum: reduced,
} satisfies Partial<ShapeRules<Operator>>;

/** The axes that are left out of the inputs are all. */
function reduced({ inputs, attributes, constant }: ShapeContext<ReductionOperator>): readonly TensorInfo[] {
  const { dataType, shape } = required(inputs[0]);
  const axes = new Set(constant(1, [...shape.keys()]).map((axis) => axisFrom(axis, shape.length)));
  const kept = shape.map((size, axis) => (axes.has(axis) ? 1 : size));
  return [{ dataType, shape: attributes.keepdims === 0 ? kept.filter((_, axis) => !axes.has(axis)) : kept }];
}
