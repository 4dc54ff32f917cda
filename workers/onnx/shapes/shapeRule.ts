import type { DataType } from '../graph.ts';
import type { Attributes, Operator } from '../operators.ts';

/** What is known of a value while a graph is built: every size is a number. */
export interface TensorInfo {
  readonly dataType: DataType;
  readonly shape: readonly number[];
}

export interface ShapeContext<O extends Operator> {
  /** Inputs that are there; an optional one that is left out has an empty place. */
  readonly inputs: readonly (TensorInfo | undefined)[];
  readonly attributes: Attributes<O>;
  /** The values of input `index`, which shapes depend on; `fallback` where it is left out. */
  readonly constant: ReadConstant;
}
export type ReadConstant = (index: number, fallback?: readonly number[]) => readonly number[];

export type ShapeRule<O extends Operator> = (context: ShapeContext<O>) => readonly TensorInfo[];
export type ShapeRules<O extends Operator> = { readonly [P in O]: ShapeRule<P> };

/** The output is like the first input. */
export const likeFirst: ShapeRule<Operator> = ({ inputs }) => [required(inputs[0])];

/** NumPy's rule: shapes are aligned at their last axis, and a size of 1 stretches. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [left, right] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    if (left !== right && left !== 1 && right !== 1) {
      throw new TypeError(`Shapes ${a.join('x')} and ${b.join('x')} do not broadcast.`);
    }
    return left === 1 ? right : left;
  });
}

export function axisFrom(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

export function at(values: readonly number[], index: number): number {
  const value = values.at(index);
  if (value === undefined) throw new TypeError(`There is no axis ${index} in ${values.join('x')}.`);
  return value;
}

export function required(info: TensorInfo | undefined): TensorInfo {
  if (info === undefined) throw new TypeError('An input is missing.');
  return info;
}
