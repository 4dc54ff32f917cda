import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { LossInput } from './lossInput.ts';

/**
 * Smooth L1 loss (Girshick, "Fast R-CNN", 2015; with a transition b as in PyTorch) of the difference p - t: the mean over
 * the classes, and of that the weighted mean over the pixels.
 */
export function addSmoothL1(input: LossInput, transition: number): Value {
  const { builder, classWeights } = input;
  const difference = builder.add('Sub', [input.probabilities, input.truth]);
  const cost = addSmoothDistance(builder, difference, transition);
  return input.weightedMean(input.multiply(input.sum(cost, [1], 1), builder.scalar(1 / classWeights.length)));
}

/**
 * For each d of `difference`: d^2 / (2 b) where |d| < b, |d| - b / 2 elsewhere. With r = relu(|d| - b) and m = |d| - r,
 * both are m^2 / (2 b) + r.
 */
function addSmoothDistance(builder: GraphBuilder, difference: Value, transition: number): Value {
  const relu = (value: Value): Value => builder.add('Relu', [value]);
  const size = builder.add('Add', [relu(difference), relu(builder.add('Neg', [difference]))]);
  const straight = relu(builder.add('Sub', [size, builder.scalar(transition)]));
  const curved = builder.add('Sub', [size, straight]);
  const square = builder.add('Mul', [builder.add('Mul', [curved, curved]), builder.scalar(1 / (2 * transition))]);
  return builder.add('Add', [square, straight]);
}
