import type { Operator } from '../../onnx/operators.ts';
import { tfjsConvolutions } from './tfjsConvolutions.ts';
import { tfjsElementwise } from './tfjsElementwise.ts';
import { tfjsIndexing } from './tfjsIndexing.ts';
import { tfjsLayouts } from './tfjsLayouts.ts';
import { tfjsMatrices } from './tfjsMatrices.ts';
import { tfjsNormalisations } from './tfjsNormalisations.ts';
import type { TfjsOperators } from './tfjsOperator.ts';
import { tfjsPooling } from './tfjsPooling.ts';
import { tfjsReductions } from './tfjsReductions.ts';
import { tfjsResize } from './tfjsResize.ts';

/** Operators that the interpreter does not run, and why. Every other one has an entry in its table. */
export const unknownToTfjs = {
  FusedMatMul: "it is onnxruntime's own, made by gradients",
  MaxUnpool: 'it is made by gradients, which tfjs finds itself',
  NchwcAveragePool: "it works on onnxruntime's own layout",
  NchwcConv: "it works on onnxruntime's own layout",
  NchwcReorderInput: "it works on onnxruntime's own layout",
  NchwcReorderOutput: "it works on onnxruntime's own layout",
  NchwcUpsample: "it works on onnxruntime's own layout",
  ScatterElements: 'it is made by gradients, which tfjs finds itself',
  Shape: 'only finished models, which onnxruntime runs, ask for sizes',
} as const satisfies Partial<Record<Operator, string>>;

export type KnownToTfjs = Exclude<Operator, keyof typeof unknownToTfjs>;

/** One entry for each operator, by families. */
export const tfjsOperators: TfjsOperators<KnownToTfjs> = {
  ...tfjsConvolutions,
  ...tfjsElementwise,
  ...tfjsIndexing,
  ...tfjsLayouts,
  ...tfjsMatrices,
  ...tfjsNormalisations,
  ...tfjsPooling,
  ...tfjsReductions,
  ...tfjsResize,
};
