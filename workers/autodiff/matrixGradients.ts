import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { parseEquation } from '../onnx/shapes/matrixShapes.ts';
import type { Operator } from '../onnx/operators.ts';
import { times } from './arithmetic.ts';
import { noGradient, type GradientRules } from './gradientRule.ts';
import { reshapeTo, sumToShape } from './reductions.ts';

export const matrixGradients = {
  // The sum of products is linear in each operand: da = the sum of products of g and the other operands, over the axes
  // that a lacks. 'ab,bc->ac': da by 'ac,bc->ab', db by 'ac,ab->bc'
  Einsum: (context) => {
    const { builder, inputs, attributes, gradient, needs } = context;
    const { operands, result } = parseEquation(attributes.equation ?? '');
    return operands.map((labels, i) => {
      if (!needs(i)) return null;
      const others = operands.toSpliced(i, 1);
      const known = [result, ...others].join('');
      if (new Set(labels).size < labels.length || [...labels].some((label) => !known.includes(label))) {
        throw noGradient(context, `in ${attributes.equation} an axis stands twice or alone in one operand`);
      }
      const equation = `${[result, ...others].join(',')}->${labels}`;
      return builder.add('Einsum', [gradient, ...inputs.toSpliced(i, 1)], { equation });
    });
  },
  // Y = alpha A B + beta C, A and B perhaps transposed: dA = alpha G B^T, dB = alpha A^T G, dC = beta G
  Gemm: ({ builder, inputs: [a = '', b = '', c = ''], attributes, gradient, needs }) => {
    const { alpha = 1, beta = 1 } = attributes;
    const [transA, transB] = [attributes.transA === 1 ? 1 : 0, attributes.transB === 1 ? 1 : 0];
    const product = (left: Value, right: Value, transLeft: number, transRight: number): Value =>
      builder.add('Gemm', [left, right], { alpha, transA: transLeft, transB: transRight });
    const byA = (): Value => (transA === 0 ? product(gradient, b, 0, 1 - transB) : product(b, gradient, transB, 1));
    const byB = (): Value => (transB === 0 ? product(a, gradient, 1 - transA, 0) : product(gradient, a, 1, transA));
    return [
      needs(0) ? byA() : null,
      needs(1) ? byB() : null,
      needs(2) ? times(builder, sumToShape(builder, gradient, builder.shape(c)), beta) : null,
    ];
  },
  // Y = A B: dA = G B^T, dB = A^T G, for each matrix of the batch; a vector is a row on the left, a column on the right
  MatMul: ({ builder, inputs: [a = '', b = ''], gradient, needs }) => {
    const [shapeOfA, shapeOfB] = [builder.shape(a), builder.shape(b)];
    const left = shapeOfA.length === 1 ? [1, ...shapeOfA] : shapeOfA;
    const right = shapeOfB.length === 1 ? [...shapeOfB, 1] : shapeOfB;
    const batch = (shapeOfA.length > shapeOfB.length ? left : right).slice(0, -2).length;
    const [rows = 1, columns = 1] = [left.at(-2), right.at(-1)];
    const g = reshapeTo(builder, gradient, [...builder.shape(gradient).slice(0, batch), rows, columns]);
    const byA = (): Value => builder.add('MatMul', [g, transposeLast(builder, reshapeTo(builder, b, right))]);
    const byB = (): Value => builder.add('MatMul', [transposeLast(builder, reshapeTo(builder, a, left)), g]);
    return [
      needs(0) ? reshapeTo(builder, sumToShape(builder, byA(), left), shapeOfA) : null,
      needs(1) ? reshapeTo(builder, sumToShape(builder, byB(), right), shapeOfB) : null,
    ];
  },
} satisfies Partial<GradientRules<Operator>>;

function transposeLast(builder: GraphBuilder, matrix: Value): Value {
  const axes = [...builder.shape(matrix).keys()];
  const [rows = 0, columns = 1] = axes.slice(-2);
  return builder.add('Transpose', [matrix], { perm: [...axes.slice(0, -2), columns, rows] });
}
