import type { Operator } from '../onnx/operators.ts';
import { activationGradients } from './activationGradients.ts';
import { elementwiseGradients } from './elementwiseGradients.ts';
import type { GradientRules } from './gradientRule.ts';
import { indexingGradients } from './indexingGradients.ts';
import { layoutGradients } from './layoutGradients.ts';
import { matrixGradients } from './matrixGradients.ts';
import { normalisationGradients } from './normalisationGradients.ts';
import { reductionGradients } from './reductionGradients.ts';
import { windowGradients } from './windowGradients.ts';

/** Operators that only gradients and updates are made of, or finished models; no loss must depend on them. */
type OperatorWithoutGradient =
  | 'And'
  | 'Equal'
  | 'FusedMatMul'
  | 'Greater'
  | 'Less'
  | 'MaxUnpool'
  | 'ScatterElements'
  | 'Shape'
  | 'Sign'
  | `Nchwc${string}`;
export type DifferentiableOperator = Exclude<Operator, OperatorWithoutGradient>;

/** One rule for each operator, by families. */
export const gradientRules: GradientRules<DifferentiableOperator> = {
  ...activationGradients,
  ...elementwiseGradients,
  ...indexingGradients,
  ...layoutGradients,
  ...matrixGradients,
  ...normalisationGradients,
  ...reductionGradients,
  ...windowGradients,
};
