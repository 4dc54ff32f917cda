import type { Attributes, Operator } from './operators.ts';

/** A network as plain data. Values (the edges) are named by strings; '' is an optional input that is left out. */

/** ONNX's element types, by the names that onnxruntime uses. */
export const dataTypeNumbers = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9, float64: 11 } as const;
export type DataType = keyof typeof dataTypeNumbers;

export interface TensorArrays {
  readonly float32: Float32Array;
  readonly uint8: Uint8Array;
  readonly int32: Int32Array;
  readonly int64: BigInt64Array;
  readonly bool: Uint8Array;
  readonly float64: Float64Array;
}

export type Tensor = {
  readonly [T in DataType]: { readonly dataType: T; readonly shape: readonly number[]; readonly data: TensorArrays[T] };
}[DataType];

/** A dimension with a name takes any size. */
export type Dimension = number | string;

export interface ValueInfo {
  readonly name: string;
  readonly dataType: DataType;
  readonly shape: readonly Dimension[];
}

export interface GraphNode<O extends Operator = Operator> {
  readonly operator: O;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes<O>;
}

/** Nodes stand in an order in which every value is made before it is used. */
export interface Graph {
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly initializers: ReadonlyMap<string, Tensor>;
  readonly nodes: readonly GraphNode[];
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function float32Tensor(shape: readonly number[], data: ArrayLike<number>): Tensor {
  return { dataType: 'float32', shape, data: data instanceof Float32Array ? data : Float32Array.from(data) };
}

export function int64Tensor(values: readonly number[]): Tensor {
  return { dataType: 'int64', shape: [values.length], data: BigInt64Array.from(values, BigInt) };
}
