import { elementCount, int64Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { standOnce } from '../onnx/shapes/scatteredPlaces.ts';
import { axisFrom } from '../onnx/shapes/shapeRule.ts';
import { constantsOf, multiply, where, zeros } from './arithmetic.ts';
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
  // The same, with the axes of the batch and those that the indices name joined into one
  GatherND: ({ builder, inputs: [x = '', indices = ''], attributes, gradient }) => {
    const shape = builder.shape(x);
    const { batch_dims: batchAxes = 0 } = attributes;
    const joinedAxes = batchAxes + (builder.shape(indices).at(-1) ?? 0);
    const [joined, rest] = [shape.slice(0, joinedAxes), elementCount(shape.slice(joinedAxes))];
    const places = joinIndices(builder, indices, joined, batchAxes);
    const flatG = reshapeTo(builder, gradient, [elementCount(builder.shape(places)), rest]);
    const flat = addAlongAxis(builder, [elementCount(joined), rest], 0, places, flatG);
    return [reshapeTo(builder, flat, shape)];
  },
  // y = x with updates u at their places p, where x_p and g_p are what x and g have there:
  // none, y_p = u: du = g_p, dx = g without g_p; add, y_p = x_p + u: du = g_p, dx = g;
  // mul, y_p = x_p u: du = g_p x_p, dx = g, times u at p;
  // max, min: du = g_p where u was taken, dx = g without those; of equal numbers x is taken
  ScatterND: (context) => {
    const { builder, gradient, needs } = context;
    const [x = '', indices = '', updates = ''] = context.inputs;
    const { reduction = 'none' } = context.attributes;
    const at = (value: Value): Value => builder.add('GatherND', [value, indices]);
    const put = (values: Value): Value => builder.add('ScatterND', [gradient, indices, values], { reduction: 'none' });
    if (reduction === 'none' || reduction === 'add') {
      const byX = (): Value => (reduction === 'add' ? gradient : put(zeros(builder, builder.shape(updates))));
      return [needs(0) ? byX() : null, null, needs(2) ? at(gradient) : null];
    }
    requireSinglePlaces(context);
    if (reduction === 'mul') {
      const byX = (): Value => put(multiply(builder, at(gradient), updates));
      return [needs(0) ? byX() : null, null, needs(2) ? multiply(builder, at(gradient), at(x)) : null];
    }
    const isTaken = builder.add(reduction === 'max' ? 'Less' : 'Greater', [at(x), updates]);
    return [
      needs(0) ? put(builder.add('Where', [isTaken, builder.scalar(0), at(gradient)])) : null,
      null,
      needs(2) ? where(builder, isTaken, at(gradient)) : null,
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

/**
 * Indices (batch..., ..., axes) as places in all axes of `sizes` together, counted row by row; negative ones count from
 * the end. The indices name the axes after the first `batchAxes`, each in its own part of the batch.
 */
function joinIndices(builder: GraphBuilder, indices: Value, sizes: readonly number[], batchAxes: number): Value {
  const named = sizes.slice(batchAxes);
  const strides = named.map((_, axis) => elementCount(named.slice(axis + 1)));
  const isNegative = builder.add('Less', [indices, builder.constant({ ...int64Tensor([0]), shape: [] })]);
  const fromStart = builder.add('Add', [indices, builder.integers(named)]);
  const places = builder.add('Where', [isNegative, fromStart, indices]);
  const joined = sumAxes(builder, multiply(builder, places, builder.integers(strides)), [-1], false);
  if (batchAxes === 0) return joined;
  const parts = elementCount(sizes.slice(0, batchAxes));
  const starts = int64Tensor(Array.from({ length: parts }, (_, part) => part * elementCount(named)));
  const shape = builder.shape(joined).map((size, axis) => (axis < batchAxes ? size : 1));
  return builder.add('Add', [joined, builder.constant({ ...starts, shape })]);
}

/** Where updates meet at one place, what they make is none of these formulas. */
function requireSinglePlaces(context: RuleContext<'ScatterND'>): void {
  const { builder, inputs, attributes } = context;
  const [x = '', indices = ''] = inputs;
  const sizes = builder.shape(x).slice(0, builder.shape(indices).at(-1));
  if (builder.tensor(indices) !== undefined && standOnce(constantsOf(builder, inputs)(1), sizes)) return;
  throw noGradient(context, `with reduction ${attributes.reduction} each place must be known and stand once`);
}
