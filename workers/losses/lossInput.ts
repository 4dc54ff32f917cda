import { logSoftmaxOfChannels } from '../onnx/compositions.ts';
import { float32Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';

/** Keeps a mean over no pixels defined. */
const smallestTotal = 1e-6;

/**
 * What the losses of one graph share; each value is added to the graph where a loss first asks for it. In the formulas,
 * x are logits, p = softmax(x) and t is 1 in the plane of a pixel's class, all (N, classes, H, W); w is the weight of
 * that class, 0 where a pixel is ignored.
 */
export class LossInput {
  readonly builder: GraphBuilder;
  /** (N, classes, H, W). */
  readonly logits: Value;
  /** One for each class; class 0 is the background. */
  readonly classWeights: readonly number[];
  readonly #target: Value;
  readonly #known = new Map<string, Value>();

  /** `target` (N, 1, H, W) holds class numbers as float32, `ignoredClass` where none counts. */
  constructor(builder: GraphBuilder, logits: Value, target: Value, classWeights: readonly number[]) {
    this.builder = builder;
    this.logits = logits;
    this.classWeights = classWeights;
    this.#target = target;
  }

  /** t, (N, classes, H, W); 0 in every plane where a pixel is ignored. */
  get truth(): Value {
    return this.#once('truth', () => {
      const classNumbers = this.perClass((index) => index);
      return this.builder.add('Cast', [this.builder.add('Equal', [this.#target, classNumbers])], { to: 1 });
    });
  }

  /** 1 where a pixel counts and 0 where it is ignored, (N, 1, H, W). */
  get counted(): Value {
    return this.#once('counted', () => this.sum(this.truth, [1], 1));
  }

  /** 1 on objects, whatever their class, and 0 elsewhere and where a pixel is ignored, (N, 1, H, W). */
  get objects(): Value {
    return this.#once('objects', () => {
      const bounds = [this.builder.scalar(0), this.builder.scalar(1)];
      return this.multiply(this.builder.add('Clip', [this.#target, ...bounds]), this.counted);
    });
  }

  /** log p, (N, classes, H, W). */
  get logProbabilities(): Value {
    return this.#once('logProbabilities', () => logSoftmaxOfChannels(this.builder, this.logits));
  }

  /** p, (N, classes, H, W); 0 where a pixel is ignored. */
  get probabilities(): Value {
    return this.#once('probabilities', () => {
      return this.multiply(this.builder.add('Exp', [this.logProbabilities]), this.counted);
    });
  }

  /** w t, (N, classes, H, W). */
  get weightedTruth(): Value {
    return this.#once('weightedTruth', () => {
      return this.multiply(
        this.truth,
        this.perClass((index) => this.classWeights[index] ?? 0),
      );
    });
  }

  /** Sum of w over all pixels, one number. */
  get totalWeight(): Value {
    return this.#once('totalWeight', () => {
      const total = this.sum(this.weightedTruth, [0, 1, 2, 3], 0);
      return this.builder.add('Add', [total, this.builder.scalar(smallestTotal)]);
    });
  }

  /** sum(w value) / sum(w), one number; `value` is (N, 1, H, W). */
  weightedMean(value: Value): Value {
    const weights = this.#once('weights', () => this.sum(this.weightedTruth, [1], 1));
    return this.builder.add('Div', [this.sum(this.multiply(weights, value), [0, 1, 2, 3], 0), this.totalWeight]);
  }

  /** A constant of one number for each class, (1, classes, 1, 1). */
  perClass(valueAt: (classIndex: number) => number): Value {
    const values = this.classWeights.map((_, index) => valueAt(index));
    return this.builder.constant(float32Tensor([1, values.length, 1, 1], values));
  }

  sum(value: Value, axes: readonly number[], keepdims: 0 | 1): Value {
    return this.builder.add('ReduceSum', [value, this.builder.integers(axes)], { keepdims });
  }

  multiply(a: Value, b: Value): Value {
    return this.builder.add('Mul', [a, b]);
  }

  #once(name: string, make: () => Value): Value {
    const value = this.#known.get(name) ?? make();
    this.#known.set(name, value);
    return value;
  }
}
