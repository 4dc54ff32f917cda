import type { Value } from '../onnx/graphBuilder.ts';
import type { NodeContext, Translations } from './nodeContext.ts';

type Reduction = 'ReduceMax' | 'ReduceMean' | 'ReduceSum';

/** Axes stood in an attribute before operator set 13 or 18. */
function reduce(context: NodeContext, operator: Reduction, x: Value): Value {
  const { attributes, builder } = context;
  const old = attributes.ints('axes');
  const axes = context.has(1) ? [context.value(1)] : old === undefined ? [] : [builder.integers(old)];
  if (axes.length === 0) attributes.only('noop_with_empty_axes', 0);
  attributes.ignore('noop_with_empty_axes');
  return builder.add(operator, [x, ...axes], { keepdims: attributes.int('keepdims') ?? 1 });
}

function square({ builder }: NodeContext, x: Value): Value {
  return builder.add('Mul', [x, x]);
}

export const reductionTranslations: Translations = {
  ReduceL1: (context) => [reduce(context, 'ReduceSum', context.builder.add('Abs', [context.value(0)]))],
  ReduceL2: (context) => {
    return [context.builder.add('Sqrt', [reduce(context, 'ReduceSum', square(context, context.value(0)))])];
  },
  ReduceMax: (context) => [reduce(context, 'ReduceMax', context.value(0))],
  ReduceMean: (context) => [reduce(context, 'ReduceMean', context.value(0))],
  // -max(-x)
  ReduceMin: (context) => {
    const { builder } = context;
    return [builder.add('Neg', [reduce(context, 'ReduceMax', builder.add('Neg', [context.value(0)]))])];
  },
  ReduceSum: (context) => [reduce(context, 'ReduceSum', context.value(0))],
  ReduceSumSquare: (context) => [reduce(context, 'ReduceSum', square(context, context.value(0)))],
};
