import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';

export function sumAxes(builder: GraphBuilder, value: Value, axes: readonly number[], keep: boolean): Value {
  return builder.add('ReduceSum', [value, builder.integers(axes)], { keepdims: keep ? 1 : 0 });
}

export function reshapeTo(builder: GraphBuilder, value: Value, shape: readonly number[]): Value {
  const current = builder.shape(value);
  const same = current.length === shape.length && current.every((size, axis) => size === shape[axis]);
  return same ? value : builder.add('Reshape', [value, builder.integers(shape)]);
}

/** Undoes broadcasting: sums the axes of `value` that `shape` lacks or has with size 1. */
export function sumToShape(builder: GraphBuilder, value: Value, shape: readonly number[]): Value {
  const current = builder.shape(value);
  const extra = current.length - shape.length;
  const axes = current.flatMap((size, axis) => {
    const stretched = axis < extra || (shape[axis - extra] === 1 && size !== 1);
    return stretched ? [axis] : [];
  });
  return reshapeTo(builder, axes.length === 0 ? value : sumAxes(builder, value, axes, true), shape);
}
