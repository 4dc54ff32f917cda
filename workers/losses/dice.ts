import type { Value } from '../onnx/graphBuilder.ts';
import type { LossInput } from './lossInput.ts';
import { addOverlap, addOverlapLoss } from './overlap.ts';

/**
 * Soft Dice loss (Milletari, Navab and Ahmadi, "V-Net", 2016), smoothed, of the classes above the background, with sums
 * over the whole batch: 1 - mean((2 sum(p t) + 1) / (sum(p) + sum(t) + 1)).
 */
export function addDice(input: LossInput): Value {
  const { builder } = input;
  const { common, predicted, actual } = addOverlap(input);
  const both = builder.add('Add', [predicted, actual]);
  return addOverlapLoss(input, input.multiply(common, builder.scalar(2)), both);
}
