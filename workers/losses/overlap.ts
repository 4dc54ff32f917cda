import type { Value } from '../onnx/graphBuilder.ts';
import type { LossInput } from './lossInput.ts';

/** Keeps an overlap defined, and its gradient small, where a class is absent from a batch. */
const smoothing = 1;

/** Sums over the whole batch, each (1, classes, 1, 1); pixels that are ignored count nowhere. */
export interface Overlap {
  /** Sum of p t: what is rightly marked. */
  readonly common: Value;
  /** Sum of p. */
  readonly predicted: Value;
  /** Sum of t. */
  readonly actual: Value;
}

export function addOverlap(input: LossInput): Overlap {
  const { probabilities, truth } = input;
  const common = input.sum(input.multiply(probabilities, truth), [0, 2, 3], 1);
  return { common, predicted: input.sum(probabilities, [0, 2, 3], 1), actual: input.sum(truth, [0, 2, 3], 1) };
}

/** 1 - the mean of (share + 1) / (whole + 1) over the classes above the background; both are (1, classes, 1, 1). */
export function addOverlapLoss(input: LossInput, share: Value, whole: Value): Value {
  const { builder, classWeights } = input;
  const smooth = (value: Value): Value => builder.add('Add', [value, builder.scalar(smoothing)]);
  const overlap = builder.add('Div', [smooth(share), smooth(whole)]);
  const shares = input.perClass((index) => (index === 0 ? 0 : 1 / (classWeights.length - 1)));
  const mean = input.sum(input.multiply(overlap, shares), [0, 1, 2, 3], 0);
  return builder.add('Sub', [builder.scalar(1), mean]);
}
