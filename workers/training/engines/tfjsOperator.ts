import type * as tfjs from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Attributes, Operator } from '../../onnx/operators.ts';
import { axisFrom, type ReadConstant, type TensorInfo } from '../../onnx/shapes/shapeRule.ts';

/** The library as a value: on a graphics card, or in tests on the processor. */
export type Tfjs = typeof tfjs;

/**
 * How a value's axes are ordered: as ONNX has them, or, of an image (samples, channels, rows, columns), with the
 * channels last, as tfjs's own kernels want them.
 */
export type Layout = 'plain' | 'channelsLast';

/** What is known of a node before any run; shapes and axes are ONNX's. */
export interface PlanContext<O extends Operator> {
  readonly tf: Tfjs;
  readonly inputs: readonly (TensorInfo | undefined)[];
  readonly outputs: readonly TensorInfo[];
  readonly attributes: Attributes<O>;
  readonly constant: ReadConstant;
  /** That of the tensors which the step is given and gives back, where they have four axes. */
  readonly layout: Layout;
}

/** Runs one node; `read` gives an input as a tensor in the layout that was agreed. */
export type Step = (read: ReadInput) => Tensor | readonly Tensor[];
export type ReadInput = (index: number) => Tensor;

/**
 * Which layout a node's tensors have: `plain`; `image`, where the first input and the outputs have their channels last;
 * or `follow`, where all do if one input already has, so that no axis is moved twice between two convolutions.
 */
type LayoutWish = 'plain' | 'image' | 'follow';

/** `plan` does once what depends on shapes and constants alone, and throws `CannotExpress` where tfjs has no such form. */
export interface TfjsOperator<O extends Operator> {
  readonly layout: LayoutWish;
  readonly plan: (context: PlanContext<O>) => Step;
}
export type TfjsOperators<O extends Operator> = { readonly [P in O]: TfjsOperator<P> };

export class CannotExpress extends Error {}

type Plan<O extends Operator> = (context: PlanContext<O>) => Step;
export const plain = <O extends Operator>(plan: Plan<O>): TfjsOperator<O> => ({ layout: 'plain', plan });
export const image = <O extends Operator>(plan: Plan<O>): TfjsOperator<O> => ({ layout: 'image', plan });
export const follow = <O extends Operator>(plan: Plan<O>): TfjsOperator<O> => ({ layout: 'follow', plan });

const channelsLastOrder = [0, 2, 3, 1];
const plainOrder = [0, 3, 1, 2];

export function changeLayout(tf: Tfjs, tensor: Tensor, to: Layout): Tensor {
  return tf.transpose(tensor, to === 'channelsLast' ? channelsLastOrder : plainOrder);
}

/** Where an axis of ONNX's value, which may count from the end, lies in the tensor. */
export function placeOfAxis({ layout, inputs }: PlanContext<Operator>, axis: number): number {
  const positive = axisFrom(axis, inputs[0]?.shape.length ?? 0);
  return layout === 'channelsLast' ? channelsLastOrder.indexOf(positive) : positive;
}

/** One entry for each axis, put in the tensor's order. */
export function inOrder<T>({ layout }: PlanContext<Operator>, perAxis: readonly T[]): T[] {
  return layout === 'channelsLast' ? channelsLastOrder.map((axis) => perAxis[axis] as T) : [...perAxis];
}

export function shapeOf(context: PlanContext<Operator>, index: number): readonly number[] {
  return context.inputs[index]?.shape ?? [];
}

export function hasInput(context: PlanContext<Operator>, index: number): boolean {
  return context.inputs[index] !== undefined;
}

/** The first output's shape in the tensor's order. */
export function outputShape(context: PlanContext<Operator>): number[] {
  return inOrder(context, context.outputs[0]?.shape ?? []);
}

/** The shape that stretches one number a channel over the first input. */
export function shapePerChannel(context: PlanContext<Operator>): number[] {
  const shape = shapeOf(context, 0);
  return inOrder(
    context,
    shape.map((size, axis) => (axis === 1 ? size : 1)),
  );
}
