import type { Value } from '../onnx/graphBuilder.ts';
import { axisFrom } from '../onnx/shapeRule.ts';
import type { NodeContext, Translations } from './nodeContext.ts';

export const matrixTranslations: Translations = {
  Einsum: (context) => [
    context.builder.add('Einsum', context.values(), { equation: context.attributes.string('equation') ?? '' }),
  ],
  Gemm: (context) => {
    const { attributes, builder } = context;
    const [alpha, beta] = [attributes.float('alpha') ?? 1, attributes.float('beta') ?? 1];
    const [transA, transB] = [attributes.int('transA') ?? 0, attributes.int('transB') ?? 0];
    return [builder.add('Gemm', context.values(), { alpha, beta, transA, transB })];
  },
  LogSoftmax: (context) => softmax(context, 'LogSoftmax'),
  MatMul: (context) => [context.builder.add('MatMul', context.values())],
  Softmax: (context) => softmax(context, 'Softmax'),
};

/** Before operator set 13 all axes from the named one on were taken together. */
function softmax(context: NodeContext, operator: 'LogSoftmax' | 'Softmax'): readonly Value[] {
  const { attributes, builder, operatorSet } = context;
  const x = context.value(0);
  const shape = context.shape(0);
  const axis = axisFrom(attributes.int('axis') ?? (operatorSet < 13 ? 1 : -1), shape.length);
  const isAlone = shape.slice(axis + 1).every((size) => size === 1);
  if (operatorSet >= 13 || isAlone) return [builder.add(operator, [x], { axis })];
  const joined = builder.add('Reshape', [x, builder.integers([...shape.slice(0, axis).map(() => 0), -1])]);
  return [builder.add('Reshape', [builder.add(operator, [joined], { axis }), context.sizesOf(x)])];
}
