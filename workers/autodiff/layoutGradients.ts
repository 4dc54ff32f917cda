import { elementCount } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { sliceRanges, type SliceRange } from '../onnx/shapes/layoutShapes.ts';
import type { Operator } from '../onnx/operators.ts';
import { constantsOf, zeros } from './arithmetic.ts';
import type { GradientRule, GradientRules } from './gradientRule.ts';
import { padGradient } from './padGradient.ts';
import { reshapeTo, sumToShape } from './reductions.ts';
import { resizeGradient } from './resizeGradient.ts';

/** dx = g in the shape of x */
const reshapeBack: GradientRule<'Flatten' | 'Reshape' | 'Squeeze' | 'Unsqueeze'> = ({ builder, inputs, gradient }) => [
  reshapeTo(builder, gradient, builder.shape(inputs[0] ?? '')),
];

/** Operators that move, cut, repeat or stretch what they are given: linear maps, whose gradient is the way back. */
export const layoutGradients = {
  // dx_i = the part of g that came from x_i
  Concat: ({ builder, inputs, attributes, gradient }) => {
    const axis = attributes.axis ?? 0;
    const sizes = inputs.map((input) => builder.shape(input).at(axis) ?? 0);
    return builder.addMany('Split', [gradient, builder.integers(sizes)], inputs.length, { axis });
  },
  // Channels (rows i, columns j, c) or with mode CRD (c, i, j) went to rows h block + i and columns w block + j, and dx
  // takes them back: with mode CRD g (n, c, h, i, w, j) to (n, c, i, j, h, w)
  DepthToSpace: ({ builder, inputs: [x = ''], attributes, gradient }) => {
    const [samples = 1, channels = 1, height = 1, width = 1] = builder.shape(x);
    const { blocksize: block = 1 } = attributes;
    if (attributes.mode !== 'CRD') return [builder.add('SpaceToDepth', [gradient], { blocksize: block })];
    const blocks = reshapeTo(builder, gradient, [samples, channels / block ** 2, height, block, width, block]);
    const perm = [0, 1, 3, 5, 2, 4];
    return [reshapeTo(builder, builder.add('Transpose', [blocks], { perm }), builder.shape(x))];
  },
  // dx = g summed over the stretched axes
  Expand: ({ builder, inputs: [x = ''], gradient }) => [sumToShape(builder, gradient, builder.shape(x))],
  Flatten: reshapeBack,
  Pad: padGradient,
  Reshape: reshapeBack,
  Resize: resizeGradient,
  // dx = g in its place, 0 elsewhere
  Slice: ({ builder, inputs, gradient }) => {
    const shape = builder.shape(inputs[0] ?? '');
    const ranges = sliceRanges(shape, constantsOf(builder, inputs));
    const untouched = (axis: number): SliceRange => ({ start: 0, step: 1, count: shape[axis] ?? 1 });
    const spread = [...ranges].reduce((value, [axis, range]) => spreadSteps(builder, value, axis, range), gradient);
    const before = shape.map((_, axis) => firstTaken(ranges.get(axis) ?? untouched(axis)));
    const after = shape.map((size, axis) => size - (before[axis] ?? 0) - (builder.shape(spread)[axis] ?? 0));
    const isWhole = [...before, ...after].every((pad) => pad === 0);
    const dx = isWhole ? spread : builder.add('Pad', [spread, builder.integers([...before, ...after])]);
    return [dx];
  },
  // dx = g in its places
  SpaceToDepth: ({ builder, attributes, gradient }) => [
    builder.add('DepthToSpace', [gradient], { blocksize: attributes.blocksize ?? 1, mode: 'DCR' }),
  ],
  // dx = all g_i joined again
  Split: ({ builder, outputs, attributes, gradients }) => {
    const parts = outputs.map((output, i) => gradients[i] ?? zeros(builder, builder.shape(output)));
    return [builder.add('Concat', parts, { axis: attributes.axis ?? 0 })];
  },
  Squeeze: reshapeBack,
  // dx = g with the axes put back
  Transpose: ({ builder, inputs: [x = ''], attributes, gradient }) => {
    const forward = attributes.perm ?? [...builder.shape(x).keys()].reverse();
    return [builder.add('Transpose', [gradient], { perm: forward.map((_, axis) => forward.indexOf(axis)) })];
  },
  Unsqueeze: reshapeBack,
} satisfies Partial<GradientRules<Operator>>;

/** The lowest place that a range takes: its last where it runs backwards. */
function firstTaken({ start, step, count }: SliceRange): number {
  return step > 0 ? start : start + (count - 1) * step;
}

/** Undoes the steps of a Slice along one axis: puts backward runs forward, and |step| - 1 zeros after every element. */
function spreadSteps(builder: GraphBuilder, value: Value, axis: number, { step, count }: SliceRange): Value {
  const forward = step > 0 ? value : reverse(builder, value, axis);
  const width = Math.abs(step);
  if (width === 1) return forward;
  const shape = builder.shape(forward);
  const [before, after] = [elementCount(shape.slice(0, axis)), elementCount(shape.slice(axis + 1))];
  const single = reshapeTo(builder, forward, [before * count, 1, after]);
  const spread = builder.add('Pad', [single, builder.integers([0, 0, 0, 0, width - 1, 0])]);
  return reshapeTo(builder, spread, shape.with(axis, count * width));
}

function reverse(builder: GraphBuilder, value: Value, axis: number): Value {
  const farBefore = -(2 ** 31);
  const lists = [[-1], [farBefore], [axis], [-1]];
  return builder.add('Slice', [value, ...lists.map((list) => builder.integers(list))]);
}
