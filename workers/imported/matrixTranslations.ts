import type { Value } from '../onnx/graphBuilder.ts';
import { parseEquation } from '../onnx/shapes/matrixShapes.ts';
import { axisFrom } from '../onnx/shapes/shapeRule.ts';
import { writtenOut } from './einsumEquation.ts';
import type { NodeContext, Translations } from './nodeContext.ts';

export const matrixTranslations: Translations = {
  Einsum: einsum,
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

/** An axis of size 1 that another operand stretches is left out of its operand. */
function einsum(context: NodeContext): readonly Value[] {
  const { attributes, builder } = context;
  const shapes = context.entries.map((_, i) => context.shape(i));
  const equation = writtenOut(
    attributes.string('equation') ?? '',
    shapes.map(({ length }) => length),
  );
  const { operands, result } = parseEquation(equation);
  const isStretched = (label: string): boolean =>
    operands.some((labels, i) => [...labels].some((other, axis) => other === label && (shapes[i]?.[axis] ?? 1) > 1));
  const reduced = operands.map((labels, i) => {
    const dropped = [...labels].flatMap((label, axis) => (shapes[i]?.[axis] === 1 && isStretched(label) ? [axis] : []));
    return {
      labels: [...labels].filter((_, axis) => !dropped.includes(axis)).join(''),
      value: squeezed(context, i, dropped),
    };
  });
  const left = reduced.map(({ labels }) => labels).join(',');
  return [
    builder.add(
      'Einsum',
      reduced.map(({ value }) => value),
      { equation: `${left}->${result}` },
    ),
  ];
}

function squeezed(context: NodeContext, index: number, axes: readonly number[]): Value {
  const { builder } = context;
  const value = context.value(index);
  return axes.length === 0 ? value : builder.add('Squeeze', [value, builder.integers(axes)]);
}

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
