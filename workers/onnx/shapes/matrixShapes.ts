import type { Operator } from '../operators.ts';
import { at, broadcastShapes, required, type ShapeRules, type TensorInfo } from './shapeRule.ts';

export const matrixShapes = {
  Einsum: ({ inputs, attributes }) => {
    const infos = inputs.map(required);
    const { operands, result } = parseEquation(attributes.equation ?? '');
    const sizes = new Map(
      operands.flatMap((labels, i) =>
        [...labels].map((label, axis) => [label, at(infos[i]?.shape ?? [], axis)] as const),
      ),
    );
    return [{ dataType: required(infos[0]).dataType, shape: [...result].map((label) => sizes.get(label) ?? 1) }];
  },
  FusedMatMul: ({ inputs, attributes }) => {
    const [a, b] = [required(inputs[0]), required(inputs[1])];
    return [matrixProduct(a, b, attributes.transA === 1, attributes.transB === 1)];
  },
  Gemm: ({ inputs, attributes }) => {
    const [a, b] = [required(inputs[0]), required(inputs[1])];
    return [matrixProduct(a, b, attributes.transA === 1, attributes.transB === 1)];
  },
  // A vector is a row on the left and a column on the right; the axis of 1 is dropped from the product.
  MatMul: ({ inputs }) => {
    const [a, b] = [required(inputs[0]), required(inputs[1])];
    const [isRow, isColumn] = [a.shape.length === 1, b.shape.length === 1];
    const left = isRow ? { ...a, shape: [1, ...a.shape] } : a;
    const right = isColumn ? { ...b, shape: [...b.shape, 1] } : b;
    const { dataType, shape } = matrixProduct(left, right, false, false);
    const dropped = [...(isRow ? [shape.length - 2] : []), ...(isColumn ? [shape.length - 1] : [])];
    return [{ dataType, shape: shape.filter((_, axis) => !dropped.includes(axis)) }];
  },
} satisfies Partial<ShapeRules<Operator>>;

function matrixProduct(a: TensorInfo, b: TensorInfo, transA: boolean, transB: boolean): TensorInfo {
  const [rows, left] = transA ? [at(a.shape, -1), at(a.shape, -2)] : [at(a.shape, -2), at(a.shape, -1)];
  const [right, columns] = transB ? [at(b.shape, -1), at(b.shape, -2)] : [at(b.shape, -2), at(b.shape, -1)];
  if (left !== right) throw new TypeError(`A product of ${a.shape.join('x')} and ${b.shape.join('x')} does not exist.`);
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return { dataType: a.dataType, shape: [...batch, rows, columns] };
}

export interface Equation {
  /** One letter for each axis. */
  readonly operands: readonly string[];
  readonly result: string;
}

/** Reads `ab,bc->ac`; throws `TypeError` for what is not written out: a missing result, an ellipsis. */
export function parseEquation(equation: string): Equation {
  const [left = '', result] = equation.replaceAll(' ', '').split('->');
  if (result === undefined || equation.includes('.')) {
    throw new TypeError(`Einsum: ${equation} must name every axis of its operands and of its result.`);
  }
  return { operands: left.split(','), result };
}
