import type { LossKind, LossTerm } from '../../app/training/lossTerms.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { addBinaryCrossEntropy } from './binaryCrossEntropy.ts';
import { addCrossEntropy } from './crossEntropy.ts';
import { addDice } from './dice.ts';
import { addFocal } from './focal.ts';
import { addJaccard } from './jaccard.ts';
import { LossInput } from './lossInput.ts';
import { addSmoothL1 } from './smoothL1.ts';
import { addTversky } from './tversky.ts';

type TermOf<K extends LossKind> = Extract<LossTerm, { kind: K }>;

const losses: { readonly [K in LossKind]: (input: LossInput, term: TermOf<K>) => Value } = {
  crossEntropy: (input, { labelSmoothing }) => addCrossEntropy(input, labelSmoothing),
  binaryCrossEntropy: addBinaryCrossEntropy,
  dice: addDice,
  jaccard: addJaccard,
  tversky: (input, { falsePositiveWeight, falseNegativeWeight }) =>
    addTversky(input, falsePositiveWeight, falseNegativeWeight),
  focal: (input, { focus }) => addFocal(input, focus),
  smoothL1: (input, { transition }) => addSmoothL1(input, transition),
};

/**
 * The sum of weight * loss over `terms`, one number. `logits` (N, classes, H, W); `target` (N, 1, H, W) holds class
 * numbers as float32, `ignoredClass` where none counts; `classWeights` has one number for each class.
 */
export function addLoss(
  builder: GraphBuilder,
  logits: Value,
  target: Value,
  classWeights: readonly number[],
  terms: readonly LossTerm[],
): Value {
  const input = new LossInput(builder, logits, target, classWeights);
  const parts = terms.map((term) => {
    const addTerm = losses[term.kind] as (input: LossInput, term: LossTerm) => Value;
    const loss = addTerm(input, term);
    return term.weight === 1 ? loss : builder.add('Mul', [loss, builder.scalar(term.weight)]);
  });
  return parts.reduce((sum, part) => builder.add('Add', [sum, part]));
}
