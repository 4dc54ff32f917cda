import { elementCount } from '../onnx/graph.ts';
import { broadcastShapes, type ReadConstant } from '../onnx/shapes/shapeRule.ts';
import { largestKnownTensor, type KnownTensor } from './knownValues.ts';
import type { NodeAttributes } from './nodeAttributes.ts';

/** How known tensors are read, moved and stretched. */

/** What the folding of a node is given: all its inputs are known. */
export interface FoldContext {
  readonly inputs: readonly (KnownTensor | undefined)[];
  readonly attributes: NodeAttributes;
  readonly operatorSet: number;
}

/** Gives the one output; a `TypeError` or `RangeError` says that the node does not fit its inputs. */
export type Fold = (context: FoldContext) => KnownTensor;

export function inputAt({ inputs }: Pick<FoldContext, 'inputs'>, index: number): KnownTensor {
  const input = inputs[index];
  if (input === undefined) throw new TypeError(`input ${index} is missing`);
  return input;
}

export function numbersOf({ elements }: KnownTensor): number[] {
  return elements.map(({ value }) => value);
}

export function requireSmall(count: number): void {
  if (!(count <= largestKnownTensor)) throw new RangeError(`it would make ${count} numbers while the network is built`);
}

export function reshaped(tensor: KnownTensor, shape: readonly number[]): KnownTensor {
  if (elementCount(shape) !== tensor.elements.length) {
    throw new RangeError(`${tensor.shape.join('x')} does not hold as many values as ${shape.join('x')}`);
  }
  return { ...tensor, shape };
}

/** A tensor of `shape` that takes each element from where `source` says. */
export function picked(
  tensor: KnownTensor,
  shape: readonly number[],
  source: (place: readonly number[]) => readonly number[],
): KnownTensor {
  const count = elementCount(shape);
  requireSmall(count);
  const strides = stridesOf(shape);
  const sourceStrides = stridesOf(tensor.shape);
  const elements = Array.from({ length: count }, (_, i) => {
    const place = shape.map((size, axis) => Math.floor(i / (strides[axis] ?? 1)) % size);
    const index = source(place).reduce((sum, at, axis) => sum + at * (sourceStrides[axis] ?? 1), 0);
    const element = tensor.elements[index];
    if (element === undefined) throw new RangeError(`there is no value at ${place.join()}`);
    return element;
  });
  return { ...tensor, shape, elements };
}

function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
}

/** Stretched by NumPy's rule; `shape` is what the tensor's own broadcasts to. */
export function stretched(tensor: KnownTensor, shape: readonly number[]): KnownTensor {
  const lead = shape.length - tensor.shape.length;
  return picked(tensor, shape, (place) =>
    tensor.shape.map((size, axis) => (size === 1 ? 0 : (place[axis + lead] ?? 0))),
  );
}

export function commonShape(...tensors: readonly KnownTensor[]): readonly number[] {
  return tensors.map(({ shape }) => shape).reduce(broadcastShapes);
}

/** Axes stood in an attribute before operator set 13 (reductions other than ReduceSum: 18); `undefined`: left out. */
export function axesOf({ inputs, attributes }: FoldContext): readonly number[] | undefined {
  const attribute = attributes.ints('axes');
  return inputs[1] === undefined ? attribute : numbersOf(inputs[1]);
}

/** Starts, ends, axes and steps of a Slice, which stood in attributes before operator set 10. */
export function sliceConstants(context: FoldContext): ReadConstant {
  const { inputs, attributes, operatorSet } = context;
  const old =
    operatorSet < 10 ? [undefined, attributes.ints('starts'), attributes.ints('ends'), attributes.ints('axes')] : [];
  return (index, fallback) => {
    const input = inputs[index];
    const values = input === undefined ? (old[index] ?? fallback) : numbersOf(input);
    if (values === undefined) throw new TypeError(`input ${index} is missing`);
    return values;
  };
}
