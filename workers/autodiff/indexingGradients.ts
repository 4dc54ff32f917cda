import { elementCount, int64Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { axisFrom } from '../onnx/shapeRule.ts';
import { multiply, zeros } from './arithmetic.ts';
import { noGradient, type GradientRules, type RuleContext } from './gradientRule.ts';
import { reshapeTo, sumAxes } from './reductions.ts';

/**
 * Sums over places that may be the same are made by ScatterElements: onnxruntime's ScatterND adds with several threads
 * at once and loses some of what meets at one place.
 */
export const indexingGradients = {
  // dx = sum of g over the places that took from x, 0 where none did
  Gather: ({ builder, inputs: [x = '', indices = ''], attributes, gradient }) => {
    const shape = builder.shape(x);
    const axis = axisFrom(attributes.axis ?? 0, shape.length);
    return [addAlongAxis(builder, shape, axis, indices, gradient)];
  },
  // The same, with the axes that the indices name joined into one
  GatherND: (context) => {
    const { builder, attributes, gradient } = context;
    const [x = '', indices = ''] = context.inputs;
    if ((attributes.batch_dims ?? 0) !== 0) throw noGradient(context, 'batch_dims must be 0');
    const shape = builder.shape(x);
    const named = shape.slice(0, builder.shape(indices).at(-1));
    const rest = elementCount(shape.slice(named.length));
    const joined = joinIndices(builder, indices, named);
    const flatG = reshapeTo(builder, gradient, [elementCount(builder.shape(joined)), rest]);
    const flat = addAlongAxis(builder, [elementCount(named), rest], 0, joined, flatG);
    return [reshapeTo(builder, flat, shape)];
  },
  // y = x with updates written over it, or added with reduction 'add': dupdates = g at their places; dx = g, without
  // what was written over
  ScatterND: (context) => {
    const { builder, gradient, needs } = context;
    const [, indices = '', updates = ''] = context.inputs;
    const { reduction = 'none' } = context.attributes;
    if (reduction !== 'none' && reduction !== 'add') throw noGradient(context, `its reduction is ${reduction}`);
    return [
      needs(0) ? (reduction === 'add' ? gradient : eraseAt(context, indices, updates)) : null,
      null,
      needs(2) ? builder.add('GatherND', [gradient, indices]) : null,
    ];
  },
} satisfies Partial<GradientRules<Operator>>;

/** Zeros of `shape` to which each slice of `values` is added at its index along the axis. */
function addAlongAxis(
  builder: GraphBuilder,
  shape: readonly number[],
  axis: number,
  indices: Value,
  values: Value,
): Value {
  const count = elementCount(builder.shape(indices));
  const updates = shape.with(axis, count);
  const column = reshapeTo(
    builder,
    indices,
    shape.map((_, other) => (other === axis ? count : 1)),
  );
  const everywhere = builder.add('Expand', [column, builder.integers(updates)]);
  const list = [zeros(builder, shape), everywhere, reshapeTo(builder, values, updates)];
  return builder.add('ScatterElements', list, { axis, reduction: 'add' });
}

/** Indices (..., axes) as places in all these axes together, counted row by row; negative ones count from the end. */
function joinIndices(builder: GraphBuilder, indices: Value, sizes: readonly number[]): Value {
  const strides = sizes.map((_, axis) => elementCount(sizes.slice(axis + 1)));
  const isNegative = builder.add('Less', [indices, builder.constant({ ...int64Tensor([0]), shape: [] })]);
  const fromStart = builder.add('Add', [indices, builder.integers(sizes)]);
  const places = builder.add('Where', [isNegative, fromStart, indices]);
  return sumAxes(builder, multiply(builder, places, builder.integers(strides)), [-1], false);
}

/** g with 0 in the places that the updates took. */
function eraseAt({ builder, gradient }: RuleContext<'ScatterND'>, indices: Value, updates: Value): Value {
  return builder.add('ScatterND', [gradient, indices, zeros(builder, builder.shape(updates))], { reduction: 'none' });
}
