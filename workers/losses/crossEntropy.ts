import type { Value } from '../onnx/graphBuilder.ts';
import type { LossInput } from './lossInput.ts';

/**
 * Cross-entropy with class weights and label smoothing s (Szegedy et al., "Rethinking the Inception architecture", 2016;
 * weighted as in PyTorch): -sum(((1 - s) w t + s W / classes) log p) / sum(w) over the pixels that count, where W is the
 * weight of each plane's class.
 */
export function addCrossEntropy(input: LossInput, labelSmoothing: number): Value {
  const { builder, classWeights, weightedTruth } = input;
  const coefficients = labelSmoothing === 0 ? weightedTruth : smoothed();
  const likelihood = input.sum(input.multiply(coefficients, input.logProbabilities), [0, 1, 2, 3], 0);
  return builder.add('Neg', [builder.add('Div', [likelihood, input.totalWeight])]);

  function smoothed(): Value {
    const shares = input.perClass((index) => (labelSmoothing * (classWeights[index] ?? 0)) / classWeights.length);
    const kept = input.multiply(weightedTruth, builder.scalar(1 - labelSmoothing));
    return builder.add('Add', [kept, input.multiply(input.counted, shares)]);
  }
}
