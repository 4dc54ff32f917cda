import type { LossKind, LossTerm } from '../../app/training/lossTerms.ts';
import type { MapKind } from '../../app/training/separation.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { addBinaryCrossEntropy } from './binaryCrossEntropy.ts';
import { addCrossEntropy } from './crossEntropy.ts';
import { addDice } from './dice.ts';
import { addMapLoss } from './addMapLoss.ts';
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
 * The sum of weight * loss over `terms`, and of the losses of `maps`, one number. `output` (N, classes + maps, H, W) has
 * the logits first; `target` (N, 1 + maps, H, W) holds class numbers as float32, `ignoredClass` where none counts, and
 * then what the maps should be; `classWeights` has one number for each class.
 */
export function addLoss(
  builder: GraphBuilder,
  output: Value,
  target: Value,
  classWeights: readonly number[],
  terms: readonly LossTerm[],
  maps: readonly MapKind[] = [],
): Value {
  if (maps.length === 0) return addClassLoss(new LossInput(builder, output, target, classWeights), terms);
  const split = (value: Value, first: number): readonly Value[] =>
    builder.addMany('Split', [value, builder.integers([first, maps.length])], 2, { axis: 1 });
  const [logits = '', found = ''] = split(output, classWeights.length);
  const [classes = '', wanted = ''] = split(target, 1);
  const input = new LossInput(builder, logits, classes, classWeights);
  return builder.add('Add', [addClassLoss(input, terms), addMapLoss(input, maps, found, wanted)]);
}

function addClassLoss(input: LossInput, terms: readonly LossTerm[]): Value {
  const { builder } = input;
  const parts = terms.map((term) => {
    const addTerm = losses[term.kind] as (input: LossInput, term: LossTerm) => Value;
    const loss = addTerm(input, term);
    return term.weight === 1 ? loss : builder.add('Mul', [loss, builder.scalar(term.weight)]);
  });
  return parts.reduce((sum, part) => builder.add('Add', [sum, part]));
}
