import type { Value } from '../onnx/graphBuilder.ts';
import type { LossInput } from './lossInput.ts';
import { addOverlap, addOverlapLoss } from './overlap.ts';

/**
 * Soft Jaccard loss, intersection over union (Rahman and Wang, "Optimizing intersection-over-union in deep neural
 * networks", 2016), smoothed, with sums over the whole batch: 1 - mean((sum(p t) + 1) / (sum(p) + sum(t) - sum(p t) + 1)).
 */
export function addJaccard(input: LossInput): Value {
  const { builder } = input;
  const { common, predicted, actual } = addOverlap(input);
  const union = builder.add('Sub', [builder.add('Add', [predicted, actual]), common]);
  return addOverlapLoss(input, common, union);
}
