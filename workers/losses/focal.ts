import type { Value } from '../onnx/graphBuilder.ts';
import type { LossInput } from './lossInput.ts';

/** Keeps the logarithm of 1 - P defined where a pixel is certain. */
const smallestDoubt = 1e-7;

/**
 * Focal loss (Lin et al., "Focal loss for dense object detection", 2017): the weighted mean over the pixels of
 * -(1 - P)^focus log P, where P = sum(p t) is the probability of the true class. With `focus` 0 it is the cross-entropy.
 *
 * The power is exp(focus log(1 - P)).
 */
export function addFocal(input: LossInput, focus: number): Value {
  const { builder } = input;
  const logTrue = input.sum(input.multiply(input.truth, input.logProbabilities), [1], 1);
  const certainty = builder.add('Exp', [logTrue]);
  const doubt = builder.add('Sub', [builder.scalar(1 + smallestDoubt), certainty]);
  const power = builder.add('Exp', [input.multiply(builder.add('Log', [doubt]), builder.scalar(focus))]);
  const perPixel = focus === 0 ? logTrue : input.multiply(power, logTrue);
  return builder.add('Neg', [input.weightedMean(perPixel)]);
}
