import type { Tensor } from '@tensorflow/tfjs-core';
import { parseEquation } from '../../onnx/shapes/matrixShapes.ts';
import type { Operator } from '../../onnx/operators.ts';
import { broadcastShapes } from '../../onnx/shapes/shapeRule.ts';
import { stretchTo } from './tfjsLayouts.ts';
import { CannotExpress, hasInput, outputShape, plain, shapeOf, type Tfjs, type TfjsOperators } from './tfjsOperator.ts';

export const tfjsMatrices = {
  // tfjs's einsum has no gradient: the operands are joined from left to right, each time by one batched product.
  Einsum: plain((context) => {
    const { tf } = context;
    const { operands, result } = parseEquation(context.attributes.equation ?? '');
    if (operands.some((labels) => new Set(labels).size < labels.length)) {
      throw new CannotExpress('an axis stands twice in one operand');
    }
    const sizes = new Map(
      operands.flatMap((labels, i) =>
        [...labels].map((label, axis) => [label, shapeOf(context, i)[axis] ?? 1] as const),
      ),
    );
    return (read) => {
      const terms = operands.map((labels, i): LabelledTensor => ({ tensor: read(i), labels: [...labels] }));
      const joined = terms.reduce((left, right, i) => {
        const later = new Set([...operands.slice(i + 1), result].join(''));
        return joinTerms(tf, left, right, later, (label) => sizes.get(label) ?? 1);
      });
      return arrange(tf, sumOver(tf, joined, new Set(result)), [...result]);
    };
  }),
  Gemm: plain((context) => {
    const { tf, attributes } = context;
    const { alpha = 1, beta = 1 } = attributes;
    const times = (value: Tensor, factor: number): Tensor => (factor === 1 ? value : tf.mul(value, factor));
    return (read) => {
      const product = times(tf.matMul(read(0), read(1), attributes.transA === 1, attributes.transB === 1), alpha);
      return hasInput(context, 2) ? tf.add(product, times(read(2), beta)) : product;
    };
  }),
  // The gradient of tfjs's matMul does not sum over a stretched batch, so the batches are stretched before it.
  MatMul: plain((context) => {
    const { tf } = context;
    const [a, b] = [shapeOf(context, 0), shapeOf(context, 1)];
    const left = a.length === 1 ? [1, ...a] : [...a];
    const right = b.length === 1 ? [...b, 1] : [...b];
    const batch = broadcastShapes(left.slice(0, -2), right.slice(0, -2));
    const stretch = (value: Tensor, shape: number[]): Tensor =>
      stretchTo(tf, tf.reshape(value, shape), [...batch, ...shape.slice(-2)]);
    return (read) => tf.reshape(tf.matMul(stretch(read(0), left), stretch(read(1), right)), outputShape(context));
  }),
} satisfies Partial<TfjsOperators<Operator>>;

interface LabelledTensor {
  readonly tensor: Tensor;
  /** One letter for each axis. */
  readonly labels: readonly string[];
}

/**
 * The product of two terms, summed over the axes that both have and nobody asks for later: (batch, left, summed) times
 * (batch, summed, right).
 */
function joinTerms(
  tf: Tfjs,
  first: LabelledTensor,
  second: LabelledTensor,
  later: ReadonlySet<string>,
  sizeOf: (label: string) => number,
): LabelledTensor {
  const left = sumOver(tf, first, new Set([...later, ...second.labels]));
  const right = sumOver(tf, second, new Set([...later, ...first.labels]));
  const shared = left.labels.filter((label) => right.labels.includes(label));
  const batch = shared.filter((label) => later.has(label));
  const summed = shared.filter((label) => !later.has(label));
  const leftOnly = left.labels.filter((label) => !shared.includes(label));
  const rightOnly = right.labels.filter((label) => !shared.includes(label));
  const count = (labels: readonly string[]): number => labels.reduce((product, label) => product * sizeOf(label), 1);
  const matrix = (term: LabelledTensor, rows: readonly string[], columns: readonly string[]): Tensor =>
    tf.reshape(arrange(tf, term, [...batch, ...rows, ...columns]), [count(batch), count(rows), count(columns)]);
  const product = tf.matMul(matrix(left, leftOnly, summed), matrix(right, summed, rightOnly));
  const labels = [...batch, ...leftOnly, ...rightOnly];
  return { tensor: tf.reshape(product, labels.map(sizeOf)), labels };
}

function sumOver(tf: Tfjs, { tensor, labels }: LabelledTensor, kept: ReadonlySet<string>): LabelledTensor {
  const axes = [...labels.keys()].filter((axis) => !kept.has(labels[axis] ?? ''));
  if (axes.length === 0) return { tensor, labels };
  return { tensor: tf.sum(tensor, axes), labels: labels.filter((label) => kept.has(label)) };
}

function arrange(tf: Tfjs, { tensor, labels }: LabelledTensor, wanted: readonly string[]): Tensor {
  return tf.transpose(
    tensor,
    wanted.map((label) => labels.indexOf(label)),
  );
}
