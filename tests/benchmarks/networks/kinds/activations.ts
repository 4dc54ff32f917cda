import { dataTypeNumbers } from '../../../../workers/onnx/graph.ts';
import { gelu } from '../../../../workers/onnx/compositions.ts';
import { branchedNetwork, learnt } from './branches.ts';

/** Operators that work number by number, each within its domain. */
export const activations = branchedNetwork('activations', {
  abs: ({ builder }, x) => builder.add('Abs', [x]),
  add: (scope, x, name) => scope.builder.add('Add', [x, learnt(scope, `${name}.bias`, [8, 1, 1])]),
  cast: ({ builder }, x) => {
    const double = builder.add('Cast', [x], { to: dataTypeNumbers.float64 });
    return builder.add('Cast', [builder.add('Mul', [double, double])], { to: dataTypeNumbers.float32 });
  },
  clip: ({ builder }, x) => builder.add('Clip', [x, builder.scalar(-0.4), builder.scalar(0.7)]),
  div: ({ builder }, x) => {
    const square = builder.add('Mul', [x, x]);
    return builder.add('Div', [x, builder.add('Add', [square, builder.scalar(1)])]);
  },
  dropout: ({ builder }, x) => builder.add('Dropout', [x, builder.scalar(0.4)]),
  elu: ({ builder }, x) => builder.add('Elu', [x], { alpha: 0.8 }),
  exp: ({ builder }, x) => builder.add('Exp', [builder.add('Neg', [x])]),
  gelu: ({ builder }, x) => gelu(builder, x),
  hardSigmoid: ({ builder }, x) => builder.add('HardSigmoid', [x], { alpha: 0.6, beta: 0.4 }),
  hardSwish: ({ builder }, x) => builder.add('HardSwish', [builder.add('Mul', [x, builder.scalar(3)])]),
  identity: ({ builder }, x) => builder.add('Identity', [x]),
  leakyRelu: ({ builder }, x) => builder.add('LeakyRelu', [x], { alpha: 0.1 }),
  log: ({ builder }, x) => builder.add('Log', [builder.add('Add', [builder.add('Abs', [x]), builder.scalar(0.5)])]),
  max: (scope, x, name) => scope.builder.add('Max', [x, learnt(scope, `${name}.limit`, [8, 1, 1])]),
  maxOfThree: (scope, x, name) => {
    const limits = [learnt(scope, `${name}.limit`, [8, 1, 1]), learnt(scope, `${name}.floor`, [1])];
    return scope.builder.add('Max', [x, ...limits]);
  },
  min: (scope, x, name) => scope.builder.add('Min', [x, learnt(scope, `${name}.limit`, [8, 1, 1])]),
  pow: ({ builder }, x) => builder.add('Pow', [builder.add('Sigmoid', [x]), builder.scalar(2.5)]),
  pRelu: (scope, x, name) => scope.builder.add('PRelu', [x, learnt(scope, `${name}.slope`, [8, 1, 1])]),
  reciprocal: ({ builder }, x) => {
    return builder.add('Reciprocal', [builder.add('Add', [builder.add('Exp', [x]), builder.scalar(1)])]);
  },
  relu: ({ builder }, x) => builder.add('Relu', [x]),
  softplus: ({ builder }, x) => builder.add('Softplus', [x]),
  sqrt: ({ builder }, x) => {
    return builder.add('Sqrt', [builder.add('Add', [builder.add('Mul', [x, x]), builder.scalar(0.3)])]);
  },
  sub: (scope, x, name) => scope.builder.add('Sub', [learnt(scope, `${name}.level`, [8, 1, 1]), x]),
  tanh: ({ builder }, x) => builder.add('Tanh', [x]),
  where: (scope, x, name) => {
    const { builder } = scope;
    const isHigh = builder.add('Greater', [x, builder.scalar(0.1)]);
    return builder.add('Where', [isHigh, builder.add('Mul', [x, x]), learnt(scope, `${name}.low`, [8, 1, 1])]);
  },
});
