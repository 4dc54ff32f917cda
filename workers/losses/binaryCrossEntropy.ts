import { logSoftmaxOfChannels } from '../onnx/compositions.ts';
import type { Value } from '../onnx/graphBuilder.ts';
import type { LossInput } from './lossInput.ts';

/**
 * Cross-entropy of each class against all others, with q = sigmoid(x) (Bishop, "Pattern recognition and machine
 * learning", 2006, equation 4.90): the mean over the classes of -(t log q + (1 - t) log(1 - q)), and of that the weighted
 * mean over the pixels.
 *
 * log q and log(1 - q) are the logarithm of the softmax over the pair (x, 0), which no logit makes infinite.
 */
export function addBinaryCrossEntropy(input: LossInput): Value {
  const { builder, logits, truth, classWeights } = input;
  const shape = builder.shape(logits);
  const [batch = 0] = shape;
  const each = shape.reduce((product, size) => product * size, 1) / batch;
  const flat = (value: Value): Value => builder.add('Reshape', [value, builder.integers([batch, 1, each])]);
  const zeros = builder.add('Expand', [builder.scalar(0), builder.integers([batch, 1, each])]);
  const pair = logSoftmaxOfChannels(builder, builder.add('Concat', [flat(logits), zeros], { axis: 1 }));
  const opposite = builder.add('Sub', [builder.scalar(1), truth]);
  const pairTruth = builder.add('Concat', [flat(truth), flat(opposite)], { axis: 1 });
  const both = input.sum(input.multiply(pairTruth, pair), [1], 0);
  const likelihood = builder.add('Reshape', [both, builder.integers(shape)]);
  const perPixel = input.multiply(input.sum(likelihood, [1], 1), builder.scalar(-1 / classWeights.length));
  return input.weightedMean(perPixel);
}
