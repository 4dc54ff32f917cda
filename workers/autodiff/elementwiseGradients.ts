import type { Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { castTo, isPositive, multiply, times, where } from './arithmetic.ts';
import { noGradient, type GradientRules, type RuleContext } from './gradientRule.ts';
import { sumToShape } from './reductions.ts';

/** Operators that work number by number; gradients of inputs that were stretched are summed over where they went. */
export const elementwiseGradients = {
  // dx = g sign(x), 0 at x = 0
  Abs: ({ builder, inputs: [x = ''], gradient }) => [multiply(builder, gradient, builder.add('Sign', [x]))],
  // da = g, db = g
  Add: ({ builder, inputs: [a = '', b = ''], gradient, needs }) => [
    needs(0) ? sumToShape(builder, gradient, builder.shape(a)) : null,
    needs(1) ? sumToShape(builder, gradient, builder.shape(b)) : null,
  ],
  // dx = g in the type of x; whole numbers and truth values have no gradient
  Cast: ({ builder, inputs: [x = ''], gradient }) => {
    const { dataType } = builder.info(x);
    return [dataType === 'float32' || dataType === 'float64' ? castTo(builder, gradient, dataType) : null];
  },
  // dx = g where y = x; the rest of g belongs to the limit that took the place of x
  Clip: ({ builder, inputs: [x = '', low = '', high = ''], outputs: [y = ''], gradient, needs }) => [
    where(builder, builder.add('Equal', [x, y]), gradient),
    needs(1) ? sumToShape(builder, where(builder, builder.add('Less', [x, y]), gradient), builder.shape(low)) : null,
    needs(2)
      ? sumToShape(builder, where(builder, builder.add('Greater', [x, y]), gradient), builder.shape(high))
      : null,
  ],
  // y = a / b: da = g / b, db = -g y / b
  Div: ({ builder, inputs: [a = '', b = ''], outputs: [y = ''], gradient, needs }) => {
    const quotient = builder.add('Div', [gradient, b]);
    return [
      needs(0) ? sumToShape(builder, quotient, builder.shape(a)) : null,
      needs(1) ? builder.add('Neg', [sumToShape(builder, multiply(builder, quotient, y), builder.shape(b))]) : null,
    ];
  },
  // y = x mask / (1 - ratio), where the mask is the one that the forward pass drew: dx = g mask / (1 - ratio).
  // Without training_mode y = x: dx = g
  Dropout: ({ builder, operator, inputs: [, ratio = '', training = ''], outputs, gradient }) => {
    if (training === '' || builder.tensor(training)?.data[0] === 0) return [gradient];
    const share = ratio === '' ? 0.5 : Number(builder.tensor(ratio)?.data[0]);
    if (Number.isNaN(share)) throw noGradient({ operator, outputs }, 'its ratio must be a constant');
    const [, mask = ''] = builder.extendOutputs(outputs[0] ?? '', 2);
    return [where(builder, mask, times(builder, gradient, 1 / (1 - share)))];
  },
  // y = 2 / sqrt(pi) integral of exp(-t^2) from 0 to x: dx = g 2 / sqrt(pi) exp(-x^2)
  Erf: ({ builder, inputs: [x = ''], gradient }) => {
    const bell = builder.add('Exp', [builder.add('Neg', [multiply(builder, x, x)])]);
    return [multiply(builder, gradient, times(builder, bell, 2 / Math.sqrt(Math.PI)))];
  },
  // dx = g y
  Exp: ({ builder, outputs: [y = ''], gradient }) => [multiply(builder, gradient, y)],
  // dx = g
  Identity: ({ gradient }) => [gradient],
  // dx = g / x
  Log: ({ builder, inputs: [x = ''], gradient }) => [builder.add('Div', [gradient, x])],
  // dx_i = g where x_i = y: of equal numbers the first takes it
  Max: gradientsOfChoice,
  Min: gradientsOfChoice,
  // da = g b, db = g a
  Mul: ({ builder, inputs: [a = '', b = ''], gradient, needs }) => [
    needs(0) ? sumToShape(builder, multiply(builder, gradient, b), builder.shape(a)) : null,
    needs(1) ? sumToShape(builder, multiply(builder, gradient, a), builder.shape(b)) : null,
  ],
  // dx = -g
  Neg: ({ builder, gradient }) => [builder.add('Neg', [gradient])],
  // y = a^b: da = g b a^(b - 1), db = g y log(a), taken as 0 where a is not positive
  Pow: ({ builder, inputs: [a = '', b = ''], outputs: [y = ''], gradient, needs }) => {
    const exponent = castTo(builder, b, builder.info(a).dataType);
    const slope = (): string => {
      const power = builder.add('Pow', [a, builder.add('Sub', [exponent, builder.scalar(1)])]);
      return multiply(builder, gradient, exponent, power);
    };
    const growth = (): string => {
      const logarithm = builder.add('Log', [builder.add('Where', [isPositive(builder, a), a, builder.scalar(1)])]);
      return multiply(builder, gradient, y, logarithm);
    };
    return [
      needs(0) ? sumToShape(builder, slope(), builder.shape(a)) : null,
      needs(1) ? sumToShape(builder, growth(), builder.shape(b)) : null,
    ];
  },
  // y = 1 / x: dx = -g y^2
  Reciprocal: ({ builder, outputs: [y = ''], gradient }) => [
    builder.add('Neg', [multiply(builder, gradient, multiply(builder, y, y))]),
  ],
  // dx = g / (2 y)
  Sqrt: ({ builder, outputs: [y = ''], gradient }) => [times(builder, builder.add('Div', [gradient, y]), 0.5)],
  // da = g, db = -g
  Sub: ({ builder, inputs: [a = '', b = ''], gradient, needs }) => [
    needs(0) ? sumToShape(builder, gradient, builder.shape(a)) : null,
    needs(1) ? builder.add('Neg', [sumToShape(builder, gradient, builder.shape(b))]) : null,
  ],
  // da = g where the condition holds, db = g where it does not
  Where: ({ builder, inputs: [condition = '', a = '', b = ''], gradient, needs }) => [
    null,
    needs(1) ? sumToShape(builder, where(builder, condition, gradient), builder.shape(a)) : null,
    needs(2)
      ? sumToShape(builder, builder.add('Where', [condition, builder.scalar(0), gradient]), builder.shape(b))
      : null,
  ],
} satisfies Partial<GradientRules<Operator>>;

/** Each input takes g where it was chosen, the next ones what is left of it, and the last one the rest. */
function gradientsOfChoice({
  builder,
  inputs,
  outputs: [y = ''],
  gradient,
  needs,
}: RuleContext<'Max' | 'Min'>): readonly (Value | null)[] {
  let left = gradient;
  return inputs.map((x, i) => {
    const shape = builder.shape(x);
    const given = left;
    if (i === inputs.length - 1) return needs(i) ? sumToShape(builder, given, shape) : null;
    const isChosen = builder.add('Equal', [x, y]);
    left = builder.add('Where', [isChosen, builder.scalar(0), given]);
    return needs(i) ? sumToShape(builder, where(builder, isChosen, given), shape) : null;
  });
}
