import type { Value } from '../onnx/graphBuilder.ts';
import type { LossInput } from './lossInput.ts';
import { addOverlap, addOverlapLoss } from './overlap.ts';

/**
 * Tversky loss (Salehi, Erdogmus and Gholipour, "Tversky loss function for image segmentation", 2017), smoothed, with
 * sums over the whole batch: 1 - mean((C + 1) / (C + a (sum(p) - C) + b (sum(t) - C) + 1)), where C = sum(p t), and a and
 * b are the costs of a wrongly marked and of a missed pixel. With 0.5 and 0.5 it is close to Dice, with 1 and 1 Jaccard.
 */
export function addTversky(input: LossInput, falsePositiveWeight: number, falseNegativeWeight: number): Value {
  const { builder } = input;
  const { common, predicted, actual } = addOverlap(input);
  const cost = (whole: Value, weight: number): Value =>
    input.multiply(builder.add('Sub', [whole, common]), builder.scalar(weight));
  const marked = builder.add('Add', [common, cost(predicted, falsePositiveWeight)]);
  const whole = builder.add('Add', [marked, cost(actual, falseNegativeWeight)]);
  return addOverlapLoss(input, common, whole);
}
