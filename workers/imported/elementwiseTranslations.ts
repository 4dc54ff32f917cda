import { gelu } from '../onnx/compositions.ts';
import { dataTypeNumbers } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { dataTypeOfNumber } from './dataTypes.ts';
import type { NodeContext, Translation, Translations } from './nodeContext.ts';

/** The same operator without attributes, which the internal form has too. */
function same(operator: Operator): Translation {
  return (context) => [context.builder.add(operator, context.values())];
}

/** Of any number of inputs. */
function sum(context: NodeContext): Value {
  return context.values().reduce((left, right) => context.builder.add('Add', [left, right]));
}

function passOn(context: NodeContext): readonly Value[] {
  return [context.value(0)];
}

/** Operators that work number by number; the defaults of attributes are those of the specification. */
export const elementwiseTranslations: Translations = {
  Abs: same('Abs'),
  Add: same('Add'),
  And: same('And'),
  Cast: (context) => {
    context.attributes.ignore('saturate');
    const dataType = dataTypeOfNumber(context.attributes.int('to') ?? 0);
    if (context.info(0).dataType === dataType) return passOn(context);
    return [context.builder.add('Cast', [context.value(0)], { to: dataTypeNumbers[dataType] })];
  },
  // alpha elu(x / alpha)
  Celu: (context) => {
    const { builder } = context;
    const alpha = builder.scalar(context.attributes.float('alpha') ?? 1);
    const curve = builder.add('Elu', [builder.add('Div', [context.value(0), alpha])], { alpha: 1 });
    return [builder.add('Mul', [curve, alpha])];
  },
  // Limits stood in attributes before operator set 11.
  Clip: (context) => {
    const { builder, attributes, operatorSet } = context;
    if (operatorSet >= 11) return [builder.add('Clip', context.values())];
    const limits = [attributes.float('min'), attributes.float('max')];
    const values = limits.map((limit) => (limit === undefined ? '' : builder.scalar(limit)));
    return [builder.add('Clip', [context.value(0), ...values])];
  },
  Div: same('Div'),
  // Passed over: networks are fine-tuned without dropping, so that a run that is resumed goes on as if it had not ended.
  Dropout: (context) => {
    context.attributes.ignore('ratio', 'seed');
    return passOn(context);
  },
  Elu: (context) => [context.builder.add('Elu', context.values(), { alpha: context.attributes.float('alpha') ?? 1 })],
  Equal: same('Equal'),
  Erf: same('Erf'),
  Exp: same('Exp'),
  Gelu: (context) => {
    const approximation = context.attributes.string('approximate') ?? 'none';
    return [
      approximation === 'tanh'
        ? geluByTanh(context.builder, context.value(0))
        : gelu(context.builder, context.value(0)),
    ];
  },
  Greater: same('Greater'),
  HardSigmoid: (context) => {
    const [alpha, beta] = [context.attributes.float('alpha') ?? 0.2, context.attributes.float('beta') ?? 0.5];
    return [context.builder.add('HardSigmoid', context.values(), { alpha, beta })];
  },
  HardSwish: same('HardSwish'),
  Identity: passOn,
  LeakyRelu: (context) => [
    context.builder.add('LeakyRelu', context.values(), { alpha: context.attributes.float('alpha') ?? 0.01 }),
  ],
  Less: same('Less'),
  Log: same('Log'),
  Max: same('Max'),
  Mean: (context) => {
    const count = context.builder.scalar(context.entries.length);
    return [context.builder.add('Div', [sum(context), count])];
  },
  Min: same('Min'),
  // x tanh(softplus(x))
  Mish: (context) => {
    const x = context.value(0);
    const gate = context.builder.add('Tanh', [context.builder.add('Softplus', [x])]);
    return [context.builder.add('Mul', [x, gate])];
  },
  Mul: same('Mul'),
  Neg: same('Neg'),
  PRelu: same('PRelu'),
  Pow: same('Pow'),
  Reciprocal: same('Reciprocal'),
  Relu: same('Relu'),
  // gamma elu(x)
  Selu: (context) => {
    const { builder, attributes } = context;
    const curve = builder.add('Elu', [context.value(0)], { alpha: attributes.float('alpha') ?? 1.6732632423543772 });
    return [builder.add('Mul', [curve, builder.scalar(attributes.float('gamma') ?? 1.0507009873554805)])];
  },
  Sigmoid: same('Sigmoid'),
  Sign: same('Sign'),
  Softplus: same('Softplus'),
  // x / (1 + |x|)
  Softsign: (context) => {
    const x = context.value(0);
    const size = context.builder.add('Add', [context.builder.add('Abs', [x]), context.builder.scalar(1)]);
    return [context.builder.add('Div', [x, size])];
  },
  Sqrt: same('Sqrt'),
  Sub: same('Sub'),
  Sum: (context) => [sum(context)],
  Tanh: same('Tanh'),
  Where: same('Where'),
};

/** x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2 (Hendrycks and Gimpel, 2016). */
function geluByTanh(builder: GraphBuilder, x: Value): Value {
  const cube = builder.add('Mul', [x, builder.add('Mul', [x, x])]);
  const sum = builder.add('Add', [x, builder.add('Mul', [cube, builder.scalar(0.044715)])]);
  const bend = builder.add('Tanh', [builder.add('Mul', [sum, builder.scalar(Math.sqrt(2 / Math.PI))])]);
  const share = builder.add('Mul', [builder.add('Add', [bend, builder.scalar(1)]), builder.scalar(0.5)]);
  return builder.add('Mul', [x, share]);
}
