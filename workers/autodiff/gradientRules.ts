import type { Device } from '../../app/contract/workerMessages.ts';
import type { GraphNode } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { axisFrom, sliceRanges } from '../onnx/shapeInference.ts';
import { convolutionGradients } from './convolutionGradients.ts';
import { instanceNormalizationGradients } from './instanceNormalizationGradients.ts';
import { maxPoolGradient } from './maxPoolGradient.ts';
import { reshapeTo, sumAxes, sumToShape } from './reductions.ts';

/** Operators that only gradients and updates are made of; a graph that is differentiated must not hold them. */
type BackwardOnlyOperator =
  | 'AveragePool'
  | 'Cast'
  | 'ConvTranspose'
  | 'DepthToSpace'
  | 'Equal'
  | 'FusedMatMul'
  | 'HardSigmoid'
  | 'MaxUnpool'
  | 'Min'
  | `Nchwc${string}`;
export type DifferentiableOperator = Exclude<Operator, BackwardOnlyOperator>;

export interface RuleContext<O extends Operator> {
  readonly builder: GraphBuilder;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: GraphNode<O>['attributes'];
  /** Gradient of the loss by the first output, `g` in the formulas below. */
  readonly gradient: Value;
  /** Gradients by all outputs; `undefined` where the loss does not depend on one. */
  readonly gradients: readonly (Value | undefined)[];
  /** Whether the gradient by input `index` is wanted. */
  readonly needs: (index: number) => boolean;
  /** A rule may have one form for each device. */
  readonly device: Device;
}

/** Gradients by the inputs, in their order; `null` where none is wanted or none exists. */
export type GradientRule<O extends Operator> = (context: RuleContext<O>) => readonly (Value | null)[];

/** One rule for each operator: y is the output, a, b, x are inputs, g = dL/dy. */
export const gradientRules: { readonly [O in DifferentiableOperator]: GradientRule<O> } = {
  // da = g, db = g
  Add: ({ builder, inputs: [a = '', b = ''], gradient }) => [
    sumToShape(builder, gradient, builder.shape(a)),
    sumToShape(builder, gradient, builder.shape(b)),
  ],
  // dx_i = the part of g that came from x_i
  Concat: ({ builder, inputs, attributes, gradient }) => {
    const axis = attributes.axis ?? 0;
    const sizes = inputs.map((input) => builder.shape(input).at(axis) ?? 0);
    return builder.addMany('Split', [gradient, builder.integers(sizes)], inputs.length, { axis });
  },
  Conv: convolutionGradients,
  // y = a / b: da = g / b, db = -g y / b
  Div: ({ builder, inputs: [a = '', b = ''], outputs: [y = ''], gradient, needs }) => {
    const quotient = builder.add('Div', [gradient, b]);
    return [
      sumToShape(builder, quotient, builder.shape(a)),
      needs(1) ? builder.add('Neg', [sumToShape(builder, builder.add('Mul', [quotient, y]), builder.shape(b))]) : null,
    ];
  },
  // dx = g y
  Exp: ({ builder, outputs: [y = ''], gradient }) => [builder.add('Mul', [gradient, y])],
  // dx = g summed over the stretched axes
  Expand: ({ builder, inputs: [x = ''], gradient }) => [sumToShape(builder, gradient, builder.shape(x)), null],
  Identity: ({ gradient }) => [gradient],
  InstanceNormalization: instanceNormalizationGradients,
  // dx = g / x
  Log: ({ builder, inputs: [x = ''], gradient }) => [builder.add('Div', [gradient, x])],
  // dx = g - softmax(x) sum(g)
  LogSoftmax: ({ builder, outputs: [y = ''], attributes, gradient }) => {
    const total = sumAxes(builder, gradient, [attributes.axis ?? -1], true);
    return [builder.add('Sub', [gradient, builder.add('Mul', [builder.add('Exp', [y]), total])])];
  },
  // Y = A B: dA = G B^T, dB = A^T G
  MatMul: ({ builder, inputs: [a = '', b = ''], gradient }) => [
    sumToShape(builder, builder.add('MatMul', [gradient, transposeLast(builder, b)]), builder.shape(a)),
    sumToShape(builder, builder.add('MatMul', [transposeLast(builder, a), gradient]), builder.shape(b)),
  ],
  MaxPool: maxPoolGradient,
  // da = g b, db = g a
  Mul: ({ builder, inputs: [a = '', b = ''], gradient, needs }) => [
    needs(0) ? sumToShape(builder, builder.add('Mul', [gradient, b]), builder.shape(a)) : null,
    needs(1) ? sumToShape(builder, builder.add('Mul', [gradient, a]), builder.shape(b)) : null,
  ],
  Neg: ({ builder, gradient }) => [builder.add('Neg', [gradient])],
  // dx = g without the border
  Pad: ({ builder, inputs: [x = '', pads = ''], attributes, gradient }) => {
    if ((attributes.mode ?? 'constant') !== 'constant')
      throw new TypeError('Only constant padding has a gradient here.');
    const shape = builder.shape(x);
    const starts = constantIntegers(builder, pads).slice(0, shape.length);
    return [
      slice(
        builder,
        gradient,
        starts,
        starts.map((start, axis) => start + (shape[axis] ?? 0)),
      ),
      null,
    ];
  },
  // dx = g / count, spread over the axes
  ReduceMean: (context) => {
    const [spread = null] = spreadOverAxes(context);
    const { builder, inputs, outputs } = context;
    const count = size(builder, inputs[0] ?? '') / size(builder, outputs[0] ?? '');
    return [spread === null ? null : builder.add('Mul', [spread, builder.scalar(1 / count)]), null];
  },
  // dx = g, spread over the axes
  ReduceSum: (context) => spreadOverAxes(context),
  // dx = g where y > 0; a HardSigmoid this steep is that mask in one pass
  Relu: ({ builder, outputs: [y = ''], gradient }) => [
    builder.add('Mul', [gradient, builder.add('HardSigmoid', [y], { alpha: 1e30, beta: 0 })]),
  ],
  Reshape: ({ builder, inputs: [x = ''], gradient }) => [reshapeTo(builder, gradient, builder.shape(x)), null],
  // Each pixel was repeated s_h x s_w times: dx = sum of g over that window
  Resize: ({ builder, inputs: [, , scales = ''], attributes, gradient }) => {
    const [n, c, ...window] = Array.from(builder.tensor(scales)?.data ?? [], Number);
    const isRepetition =
      attributes.mode === 'nearest' &&
      attributes.nearest_mode === 'floor' &&
      attributes.coordinate_transformation_mode === 'asymmetric';
    if (!isRepetition || n !== 1 || c !== 1 || !window.every(Number.isInteger)) {
      throw new TypeError('Resize has a gradient only where it repeats each pixel a whole number of times.');
    }
    const mean = builder.add('AveragePool', [gradient], { kernel_shape: window, strides: window });
    return [builder.add('Mul', [mean, builder.scalar(window.reduce((a, b) => a * b, 1))]), null, null];
  },
  // dx = g y (1 - y)
  Sigmoid: ({ builder, outputs: [y = ''], gradient }) => {
    const slope = builder.add('Mul', [y, builder.add('Sub', [builder.scalar(1), y])]);
    return [builder.add('Mul', [gradient, slope])];
  },
  // dx = g in its place, 0 elsewhere
  Slice: ({ builder, inputs, gradient }) => {
    const shape = builder.shape(inputs[0] ?? '');
    const ranges = sliceRanges(shape, (index) => constantIntegers(builder, inputs[index] ?? ''));
    if ([...ranges.values()].some(({ step }) => step !== 1)) {
      throw new TypeError('Slice has a gradient here only with steps of 1.');
    }
    const before = shape.map((_, axis) => ranges.get(axis)?.start ?? 0);
    const after = shape.map((whole, axis) => {
      const range = ranges.get(axis);
      return range === undefined ? 0 : whole - range.start - range.count;
    });
    return [
      builder.add('Pad', [gradient, builder.integers([...before, ...after])]),
      ...inputs.slice(1).map(() => null),
    ];
  },
  // dx = y (g - sum(g y))
  Softmax: ({ builder, outputs: [y = ''], attributes, gradient }) => {
    const total = sumAxes(builder, builder.add('Mul', [gradient, y]), [attributes.axis ?? -1], true);
    return [builder.add('Mul', [y, builder.add('Sub', [gradient, total])])];
  },
  // dx = all g_i joined again
  Split: ({ builder, outputs, attributes, gradients }) => {
    const parts = outputs.map((output, i) => gradients[i] ?? zeros(builder, output));
    return [builder.add('Concat', parts, { axis: attributes.axis ?? 0 }), null];
  },
  // dx = g / (2 y)
  Sqrt: ({ builder, outputs: [y = ''], gradient }) => [
    builder.add('Mul', [builder.add('Div', [gradient, y]), builder.scalar(0.5)]),
  ],
  // da = g, db = -g
  Sub: ({ builder, inputs: [a = '', b = ''], gradient, needs }) => [
    sumToShape(builder, gradient, builder.shape(a)),
    needs(1) ? builder.add('Neg', [sumToShape(builder, gradient, builder.shape(b))]) : null,
  ],
  // dx = g with the axes put back
  Transpose: ({ builder, inputs: [x = ''], attributes, gradient }) => {
    const forward = attributes.perm ?? builder.shape(x).map((_, axis) => builder.shape(x).length - 1 - axis);
    return [builder.add('Transpose', [gradient], { perm: forward.map((_, axis) => forward.indexOf(axis)) })];
  },
  // da = g where the condition holds, db = g where it does not
  Where: ({ builder, inputs: [condition = '', a = '', b = ''], gradient }) => {
    const zero = builder.scalar(0);
    return [
      null,
      sumToShape(builder, builder.add('Where', [condition, gradient, zero]), builder.shape(a)),
      sumToShape(builder, builder.add('Where', [condition, zero, gradient]), builder.shape(b)),
    ];
  },
};

function spreadOverAxes({
  builder,
  inputs,
  attributes,
  gradient,
}: RuleContext<'ReduceSum' | 'ReduceMean'>): readonly (Value | null)[] {
  const shape = builder.shape(inputs[0] ?? '');
  const axes = constantIntegers(builder, inputs[1] ?? '').map((axis) => axisFrom(axis, shape.length));
  const kept = shape.map((whole, axis) => (axes.includes(axis) ? 1 : whole));
  const column = attributes.keepdims === 0 ? reshapeTo(builder, gradient, kept) : gradient;
  return [builder.add('Expand', [column, builder.integers(shape)]), null];
}

function transposeLast(builder: GraphBuilder, matrix: Value): Value {
  const axes = builder.shape(matrix).map((_, axis) => axis);
  const [rows = 0, columns = 1] = axes.slice(-2);
  return builder.add('Transpose', [matrix], { perm: [...axes.slice(0, -2), columns, rows] });
}

function slice(builder: GraphBuilder, value: Value, starts: readonly number[], ends: readonly number[]): Value {
  const axes = starts.map((_, axis) => axis);
  const steps = starts.map(() => 1);
  return builder.add('Slice', [value, ...[starts, ends, axes, steps].map((list) => builder.integers(list))]);
}

function zeros(builder: GraphBuilder, like: Value): Value {
  return builder.add('Expand', [builder.scalar(0), builder.integers(builder.shape(like))]);
}

function size(builder: GraphBuilder, value: Value): number {
  return builder.shape(value).reduce((product, length) => product * length, 1);
}

function constantIntegers(builder: GraphBuilder, value: Value): readonly number[] {
  return Array.from(builder.tensor(value)?.data ?? [], Number);
}
