import { float32Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';

/** Class of pixels that no loss and no score counts. */
export const ignoredClass = 255;

/** Keeps Dice defined, and its gradient small, where a class is absent from a batch. */
const diceSmoothing = 1;

/**
 * Cross-entropy, weighted by class, plus `diceWeight` times the soft Dice loss of the classes above the background
 * (Milletari, Navab and Ahmadi, "V-Net", 2016), with sums over the whole batch.
 *
 * `logits` (N, classes, H, W); `target` (N, 1, H, W) holds class numbers as float32, `ignoredClass` where none counts.
 */
export function addSegmentationLoss(
  builder: GraphBuilder,
  logits: Value,
  target: Value,
  classWeights: readonly number[],
  diceWeight: number,
): Value {
  const classes = classWeights.length;
  const perClass = (values: readonly number[]): Value =>
    builder.constant(float32Tensor([1, values.length, 1, 1], values));
  const sum = (value: Value, axes: readonly number[], keepdims: 0 | 1): Value =>
    builder.add('ReduceSum', [value, builder.integers(axes)], { keepdims });
  const multiply = (a: Value, b: Value): Value => builder.add('Mul', [a, b]);

  const classNumbers = perClass(classWeights.map((_, index) => index));
  const truth = builder.add('Cast', [builder.add('Equal', [target, classNumbers])], { to: 1 });
  const logProbabilities = builder.add('LogSoftmax', [logits], { axis: 1 });
  const weighted = multiply(truth, perClass(classWeights));
  const total = builder.add('Add', [sum(weighted, [0, 1, 2, 3], 0), builder.scalar(1e-6)]);
  const likelihood = sum(multiply(weighted, logProbabilities), [0, 1, 2, 3], 0);
  const crossEntropy = builder.add('Neg', [builder.add('Div', [likelihood, total])]);

  const counted = sum(truth, [1], 1);
  const probabilities = multiply(builder.add('Exp', [logProbabilities]), counted);
  const common = sum(multiply(probabilities, truth), [0, 2, 3], 1);
  const both = builder.add('Add', [sum(probabilities, [0, 2, 3], 1), sum(truth, [0, 2, 3], 1)]);
  const smoothing = builder.scalar(diceSmoothing);
  const doubled = multiply(common, builder.scalar(2));
  const dice = builder.add('Div', [builder.add('Add', [doubled, smoothing]), builder.add('Add', [both, smoothing])]);
  const shares = perClass(classWeights.map((_, index) => (index === 0 ? 0 : 1 / (classes - 1))));
  const meanDice = sum(multiply(dice, shares), [0, 1, 2, 3], 0);
  const diceLoss = multiply(builder.add('Sub', [builder.scalar(1), meanDice]), builder.scalar(diceWeight));
  return builder.add('Add', [crossEntropy, diceLoss], {}, 'loss');
}
