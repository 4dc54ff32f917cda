import { elementwiseShapes } from './elementwiseShapes.ts';
import type { Tensor } from '../graph.ts';
import { indexingShapes } from './indexingShapes.ts';
import { layoutShapes } from './layoutShapes.ts';
import { matrixShapes } from './matrixShapes.ts';
import { nchwcShapes } from './nchwcShapes.ts';
import type { Attributes, Operator } from '../operators.ts';
import { reductionShapes } from './reductionShapes.ts';
import type { ReadConstant, ShapeRules, TensorInfo } from './shapeRule.ts';
import { windowShapes } from './windowShapes.ts';

/** Throws `TypeError` where the inputs do not fit the operator: a mistake in the code that builds the graph. */
export function inferShapes<O extends Operator>(
  operator: O,
  inputs: readonly (TensorInfo | undefined)[],
  attributes: Attributes<O>,
  tensorAt: (index: number) => Tensor | undefined,
): readonly TensorInfo[] {
  const constant: ReadConstant = (index, fallback) => {
    if (inputs[index] === undefined && fallback !== undefined) return fallback;
    const tensor = tensorAt(index);
    if (tensor === undefined) throw new TypeError(`Input ${index} of ${operator} must be a constant.`);
    return Array.from(tensor.data, Number);
  };
  return shapeRules[operator]({ inputs, attributes, constant });
}

/** Types and shapes of the outputs of every operator, by families. */
const shapeRules: ShapeRules<Operator> = {
  ...elementwiseShapes,
  ...indexingShapes,
  ...layoutShapes,
  ...matrixShapes,
  ...nchwcShapes,
  ...reductionShapes,
  ...windowShapes,
};
