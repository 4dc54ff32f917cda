import { elementCount, float32Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { reshapeTo } from './reductions.ts';

/** A linear map of the numbers along one axis: `rows[o]` holds the weight of each input that output o is made of. */
export interface AxisMatrix {
  readonly size: number;
  readonly rows: readonly ReadonlyMap<number, number>[];
}

/** y(.., o, ..) = sum over i of M(o, i) x(.., i, ..), so dx(.., i, ..) = sum over o of M(o, i) g(.., o, ..). */
export function transposeAlongAxis(builder: GraphBuilder, gradient: Value, axis: number, matrix: AxisMatrix): Value {
  const shape = builder.shape(gradient);
  const [count, { size }] = [matrix.rows.length, matrix];
  const before = elementCount(shape.slice(0, axis));
  const after = elementCount(shape.slice(axis + 1));
  const weights = new Float32Array(count * size);
  const isLast = after === 1;
  for (const [row, entries] of matrix.rows.entries()) {
    for (const [column, weight] of entries) weights[isLast ? row * size + column : column * count + row] = weight;
  }
  const constant = builder.constant(float32Tensor(isLast ? [count, size] : [size, count], weights));
  const product = isLast
    ? builder.add('MatMul', [reshapeTo(builder, gradient, [before, count]), constant])
    : builder.add('MatMul', [constant, reshapeTo(builder, gradient, [before, count, after])]);
  return reshapeTo(builder, product, shape.with(axis, size));
}
