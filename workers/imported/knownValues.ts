import type { DataType, Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';

/**
 * Small tensors that are known while a network is built: constants, and the sizes of images with what is computed from
 * them. A number that follows from the image's size remembers how, so that a finished model takes images of any size.
 */
export interface KnownTensor {
  readonly dataType: DataType;
  readonly shape: readonly number[];
  readonly elements: readonly Element[];
}

export interface Element {
  /** At the size that the network is built for. Whole numbers are held within +-2^53. */
  readonly value: number;
  /** `null`: the same at every size. */
  readonly formula: Formula | null;
}

export type Formula =
  | { readonly kind: 'dimension'; readonly of: Value; readonly axis: number }
  | {
      readonly kind: 'operation';
      readonly operator: 'Add' | 'Sub' | 'Mul' | 'Div';
      readonly left: Element;
      readonly right: Element;
    }
  /** It depends on the image's size in a way that is not kept. */
  | { readonly kind: 'lost' };

/** Larger tensors are not followed number by number. */
export const largestKnownTensor = 65_536;

/** Thrown where a model for images of any size is asked for and the network only has one for a single size. */
export class SizeLost extends Error {}

export function knownTensor(tensor: Tensor): KnownTensor {
  const { dataType, shape, data } = tensor;
  const values = Array.from<number | bigint>(data);
  return { dataType, shape, elements: values.map((value) => ({ value: withinSafe(Number(value)), formula: null })) };
}

function withinSafe(value: number): number {
  if (!Number.isInteger(value)) return value;
  return Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

export function plainTensor({ dataType, shape, elements }: KnownTensor): Tensor {
  const values = elements.map(({ value }) => value);
  return { dataType, shape, data: arrays[dataType](values) } as Tensor;
}

const arrays: { readonly [T in DataType]: (values: readonly number[]) => Tensor['data'] } = {
  float32: (values) => Float32Array.from(values),
  float64: (values) => Float64Array.from(values),
  int32: (values) => Int32Array.from(values),
  int64: (values) => BigInt64Array.from(values.map(Math.trunc), BigInt),
  uint8: (values) => Uint8Array.from(values),
  bool: (values) => Uint8Array.from(values),
};

/**
 * The tensor as a value of the graph: a constant, or where its numbers follow from the image's size, the nodes that
 * compute them. Throws `SizeLost` where these are not known.
 */
export function valueOfKnown(builder: GraphBuilder, known: KnownTensor): Value {
  const tensor = plainTensor(known);
  if (known.elements.every(({ formula }) => formula === null)) return builder.constant(tensor);
  if (known.dataType !== 'int64') throw new SizeLost();
  const parts = known.elements.map((element) => elementValue(builder, element));
  const list = parts.length === 1 ? (parts[0] ?? '') : builder.add('Concat', parts, { axis: 0 });
  const isList = known.shape.length === 1;
  const value = isList ? list : builder.add('Reshape', [list, builder.integers(known.shape)]);
  builder.know(value, tensor);
  return value;
}

/** A list of this one number. */
function elementValue(builder: GraphBuilder, { value, formula }: Element): Value {
  if (formula === null) return builder.integers([value]);
  if (formula.kind === 'lost') throw new SizeLost();
  if (formula.kind === 'dimension') {
    return builder.add('Shape', [formula.of], { start: formula.axis, end: formula.axis + 1 });
  }
  const operands = [formula.left, formula.right].map((operand) => elementValue(builder, operand));
  return builder.add(formula.operator, operands);
}
