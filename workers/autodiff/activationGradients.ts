import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { isPositive, multiply, times, where } from './arithmetic.ts';
import type { GradientRules } from './gradientRule.ts';
import { sumAxes, sumToShape } from './reductions.ts';

/** Activations. At a bend, the slope is that of its left side. */
export const activationGradients = {
  // y = alpha (exp(x) - 1) where x <= 0: dx = g where x > 0, g (y + alpha) elsewhere
  Elu: ({ builder, inputs: [x = ''], outputs: [y = ''], attributes, gradient }) => {
    const slope = builder.add('Add', [y, builder.scalar(attributes.alpha ?? 1)]);
    return [builder.add('Where', [isPositive(builder, x), gradient, multiply(builder, gradient, slope)])];
  },
  // y = alpha x + beta kept between 0 and 1: dx = alpha g where 0 < y < 1
  HardSigmoid: ({ builder, outputs: [y = ''], attributes, gradient }) => [
    where(builder, isBetweenZeroAndOne(builder, y), times(builder, gradient, attributes.alpha ?? 0.2)),
  ],
  // y = x h(x) with h = x / 6 + 1 / 2 kept between 0 and 1: dx = g (h + x / 6 where 0 < h < 1)
  HardSwish: ({ builder, inputs: [x = ''], gradient }) => {
    const share = builder.add('HardSigmoid', [x], { alpha: 1 / 6, beta: 0.5 });
    const inside = where(builder, isBetweenZeroAndOne(builder, share), times(builder, x, 1 / 6));
    return [multiply(builder, gradient, builder.add('Add', [share, inside]))];
  },
  // dx = g where x > 0, alpha g elsewhere
  LeakyRelu: ({ builder, inputs: [x = ''], attributes, gradient }) => {
    const leak = times(builder, gradient, attributes.alpha ?? 0.01);
    return [builder.add('Where', [isPositive(builder, x), gradient, leak])];
  },
  // dx = g - softmax(x) sum(g)
  LogSoftmax: ({ builder, outputs: [y = ''], attributes, gradient }) => {
    const total = sumAxes(builder, gradient, [attributes.axis ?? -1], true);
    return [builder.add('Sub', [gradient, multiply(builder, builder.add('Exp', [y]), total)])];
  },
  // y = slope x where x <= 0: dx = g where x > 0, slope g elsewhere; dslope = sum of g x where x <= 0
  PRelu: ({ builder, inputs: [x = '', slope = ''], gradient, needs }) => {
    const isOpen = isPositive(builder, x);
    const closed = (): Value => builder.add('Where', [isOpen, builder.scalar(0), multiply(builder, gradient, x)]);
    return [
      needs(0) ? builder.add('Where', [isOpen, gradient, multiply(builder, gradient, slope)]) : null,
      needs(1) ? sumToShape(builder, closed(), builder.shape(slope)) : null,
    ];
  },
  // dx = g where y > 0; a HardSigmoid this steep is that mask in one pass
  Relu: ({ builder, outputs: [y = ''], gradient }) => [
    multiply(builder, gradient, builder.add('HardSigmoid', [y], { alpha: 1e30, beta: 0 })),
  ],
  // dx = g y (1 - y)
  Sigmoid: ({ builder, outputs: [y = ''], gradient }) => [
    multiply(builder, gradient, multiply(builder, y, builder.add('Sub', [builder.scalar(1), y]))),
  ],
  // dx = y (g - sum(g y))
  Softmax: ({ builder, outputs: [y = ''], attributes, gradient }) => {
    const total = sumAxes(builder, multiply(builder, gradient, y), [attributes.axis ?? -1], true);
    return [multiply(builder, y, builder.add('Sub', [gradient, total]))];
  },
  // y = log(1 + exp(x)): dx = g sigmoid(x)
  Softplus: ({ builder, inputs: [x = ''], gradient }) => [multiply(builder, gradient, builder.add('Sigmoid', [x]))],
  // dx = g (1 - y^2)
  Tanh: ({ builder, outputs: [y = ''], gradient }) => [
    multiply(builder, gradient, builder.add('Sub', [builder.scalar(1), multiply(builder, y, y)])),
  ],
} satisfies Partial<GradientRules<Operator>>;

function isBetweenZeroAndOne(builder: GraphBuilder, value: Value): Value {
  return builder.add('And', [isPositive(builder, value), builder.add('Less', [value, builder.scalar(1)])]);
}
