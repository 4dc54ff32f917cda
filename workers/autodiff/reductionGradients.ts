import { elementCount } from '../onnx/graph.ts';
import type { Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { axisFrom } from '../onnx/shapes/shapeRule.ts';
import { constantsOf, indicator, multiply, times } from './arithmetic.ts';
import type { GradientRules, RuleContext } from './gradientRule.ts';
import { reshapeTo, sumAxes } from './reductions.ts';

type ReductionOperator = 'ReduceMax' | 'ReduceMean' | 'ReduceSum';

export const reductionGradients = {
  // dx = g where x = y, in equal shares among equal maxima
  ReduceMax: (context) => {
    const { builder, gradient } = context;
    const [x = ''] = context.inputs;
    const [y = ''] = context.outputs;
    const axes = reducedAxes(context);
    const chosen = indicator(builder, builder.add('Equal', [x, keepAxes(context, y)]));
    const share = builder.add('Div', [keepAxes(context, gradient), sumAxes(builder, chosen, axes, true)]);
    return [multiply(builder, chosen, share)];
  },
  // dx = g / count, spread over the axes
  ReduceMean: (context) => {
    const { builder } = context;
    const [x = ''] = context.inputs;
    const [y = ''] = context.outputs;
    const count = elementCount(builder.shape(x)) / elementCount(builder.shape(y));
    return [times(builder, spreadOverAxes(context), 1 / count)];
  },
  // dx = g, spread over the axes
  ReduceSum: (context) => [spreadOverAxes(context)],
} satisfies Partial<GradientRules<Operator>>;

function spreadOverAxes(context: RuleContext<ReductionOperator>): Value {
  const { builder, gradient } = context;
  const [x = ''] = context.inputs;
  return builder.add('Expand', [keepAxes(context, gradient), builder.integers(builder.shape(x))]);
}

/** A value of the reduced shape, with the reduced axes kept as axes of size 1. */
function keepAxes(context: RuleContext<ReductionOperator>, value: Value): Value {
  const { builder } = context;
  const [x = ''] = context.inputs;
  const axes = reducedAxes(context);
  return reshapeTo(
    builder,
    value,
    builder.shape(x).map((size, axis) => (axes.includes(axis) ? 1 : size)),
  );
}

function reducedAxes({ builder, inputs }: RuleContext<ReductionOperator>): number[] {
  const { length: rank } = builder.shape(inputs[0] ?? '');
  const all = Array.from({ length: rank }, (_, axis) => axis);
  return constantsOf(builder, inputs)(1, all).map((axis) => axisFrom(axis, rank));
}
