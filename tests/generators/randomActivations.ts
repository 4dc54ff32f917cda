import { float32Tensor } from '../../workers/onnx/graph.ts';
import type { Value } from '../../workers/onnx/graphBuilder.ts';
import type { Operator } from '../../workers/onnx/operators.ts';
import { gelu } from '../../workers/onnx/compositions.ts';
import type { Bend, Layer, NetworkDraft } from './randomNetworks.ts';

/** An operator with one input that bends at these places. */
const activation =
  (
    operator: Operator,
    attributes: (network: NetworkDraft) => object = () => ({}),
    bends: readonly Bend['at'][] = [],
  ): Layer =>
  (network, x) => {
    const separated = bends.length === 0 ? x : network.separate(x);
    network.bendsAt(separated, ...bends);
    return network.builder.add(operator, [separated], attributes(network));
  };

/** An operator on numbers above 0.5. */
const ofPositive =
  (operator: Operator): Layer =>
  (network, x) =>
    network.builder.add(operator, [network.positive(x)]);

/** Two inputs, of which one is a parameter that stretches along some axes. */
const ofTwo =
  (operator: Operator, prepare: (network: NetworkDraft, x: Value) => Value = (_, x) => x): Layer =>
  (network, x) => {
    const other = prepare(network, network.parameter(stretchable(network, x)));
    return network.builder.add(operator, network.chance(0.5) || operator === 'Div' ? [x, other] : [other, x]);
  };

const choice =
  (operator: 'Max' | 'Min'): Layer =>
  (network, x) => {
    const other = network.parameter(stretchable(network, x));
    const separated = network.separate(x);
    network.bendsAt(network.builder.add('Sub', [separated, other]), 0);
    const two = network.chance(0.5) ? [separated, other] : [other, separated];
    if (network.chance(0.6)) return network.builder.add(operator, two);
    const third = network.parameter(stretchable(network, x));
    for (const value of two) network.bendsAt(network.builder.add('Sub', [value, third]), 0);
    return network.builder.add(operator, [...two, third]);
  };

/** The shape of x with some sizes 1, perhaps without its first axes. */
function stretchable(network: NetworkDraft, x: Value): number[] {
  const shape = network.shape(x).map((size) => (network.chance(0.4) ? 1 : size));
  return shape.slice(network.integer(0, shape.length));
}

const elu = activation('Elu', (network) => ({ alpha: network.number(0.3, 1.5) }), [0]);

/** Of numbers between -2 and 2: none takes everything, which would leave gradients of nothing but rounding. */
const alongAxis =
  (operator: 'LogSoftmax' | 'Softmax'): Layer =>
  (network, x) => {
    const { builder } = network;
    const calm = builder.add('Mul', [network.tanh(x), builder.scalar(2)]);
    return builder.add(operator, [calm], { axis: network.integer(0, network.shape(x).length - 1) });
  };

export const activationLayers: readonly Layer[] = [
  activation('Abs', () => ({}), [0]),
  activation('Erf'),
  (network, x) => network.builder.add('Exp', [network.tanh(x)]),
  elu,
  (network, x) => gelu(network.builder, x),
  (network, x) => {
    const [alpha, beta] = [network.number(0.1, 0.4), network.number(0.3, 0.6)];
    return activation('HardSigmoid', () => ({ alpha, beta }), [-beta / alpha, (1 - beta) / alpha])(network, x);
  },
  activation('HardSwish', () => ({}), [-3, 3]),
  activation('Identity'),
  activation('LeakyRelu', (network) => ({ alpha: network.number(0.01, 0.3) }), [0]),
  activation('Neg'),
  activation('Relu', () => ({}), [0]),
  activation('Sigmoid', () => ({}), ['far']),
  activation('Softplus'),
  (network, x) => network.tanh(x),
  ofPositive('Log'),
  ofPositive('Reciprocal'),
  ofPositive('Sqrt'),
  ofTwo('Add'),
  ofTwo('Sub'),
  ofTwo('Mul'),
  ofTwo('Div', (network, other) => network.positive(other)),
  choice('Max'),
  choice('Min'),
  alongAxis('LogSoftmax'),
  alongAxis('Softmax'),
  (network, x) => network.builder.add('Dropout', [x]),
  (network, x) => {
    const { builder } = network;
    return builder.add('Cast', [builder.add('Cast', [x], { to: 11 })], { to: 1 });
  },
  (network, x) => {
    const separated = network.separate(x);
    const limits = [-0.7, 0.8];
    network.bendsAt(separated, ...limits);
    return network.builder.add('Clip', [separated, ...limits.map((limit) => network.builder.scalar(limit))]);
  },
  (network, x) => {
    const separated = network.separate(x);
    network.bendsAt(separated, 0);
    const [, channels = 1, ...others] = network.shape(x);
    const slope = network.parameter([channels, ...others.map(() => 1)], 0.3);
    return network.builder.add('PRelu', [separated, slope]);
  },
  (network, x) => {
    const { builder } = network;
    if (network.chance(0.3)) return builder.add('Pow', [network.tanh(x), builder.scalar(network.pick([2, 3]))]);
    return builder.add('Pow', [network.positive(network.tanh(x)), network.parameter(stretchable(network, x))]);
  },
  // A condition by chance, and one that the values decide.
  (network, x) => {
    const { builder } = network;
    const shape = network.shape(x);
    const other = network.parameter(stretchable(network, x));
    if (network.chance(0.5)) {
      const data = Uint8Array.from({ length: shape.at(-1) ?? 1 }, () => network.integer(0, 1));
      return builder.add('Where', [builder.constant({ dataType: 'bool', shape: shape.slice(-1), data }), x, other]);
    }
    const separated = network.separate(x);
    network.bendsAt(separated, 0.2);
    const limit = builder.constant(float32Tensor([1], [0.2]));
    const condition = builder.add(network.pick(['Greater', 'Less'] as const), [separated, limit]);
    return builder.add('Where', [condition, separated, other]);
  },
];
