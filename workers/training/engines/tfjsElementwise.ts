import type { DataType as TfjsType, Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../../onnx/operators.ts';
import { stretchTo } from './tfjsLayouts.ts';
import { follow, hasInput, outputShape, type Tfjs, type TfjsOperator, type TfjsOperators } from './tfjsOperator.ts';

type Unary = (tf: Tfjs, x: Tensor) => Tensor;
type Binary = (tf: Tfjs, a: Tensor, b: Tensor) => Tensor;

const unary = (run: Unary): TfjsOperator<Operator> =>
  follow(
    ({ tf }) =>
      (read) =>
        run(tf, read(0)),
  );
const binary = (run: Binary): TfjsOperator<Operator> =>
  follow(
    ({ tf }) =>
      (read) =>
        run(tf, read(0), read(1)),
  );
/** Takes any number of inputs, from left to right; tfjs's gradients of a choice do not sum over a stretched input. */
const choice = (run: Binary): TfjsOperator<Operator> =>
  follow((context) => {
    const { tf, inputs } = context;
    const stretch = (value: Tensor): Tensor => stretchTo(tf, value, outputShape(context));
    return (read) => inputs.map((_, i) => stretch(read(i))).reduce((a, b) => run(tf, a, b));
  });
/** Truth values have no gradient; tfjs would ask for one where they depend on what is varied. */
const comparison = (run: Binary): TfjsOperator<Operator> =>
  follow(({ tf }) => {
    const compare = tf.customGrad((...operands) => {
      const [a, b] = operands as [Tensor, Tensor];
      return { value: run(tf, a, b), gradFunc: () => [tf.zeros(a.shape), tf.zeros(b.shape)] };
    });
    return (read) => compare(read(0), read(1));
  });

export const tfjsElementwise = {
  Abs: unary((tf, x) => tf.abs(x)),
  Add: binary((tf, a, b) => tf.add(a, b)),
  And: comparison((tf, a, b) => tf.logicalAnd(a, b)),
  Cast: follow(
    ({ tf, attributes }) =>
      (read) =>
        tf.cast(read(0), typeOfNumber(attributes.to)),
  ),
  // A limit may be a value of the graph, which tfjs's clipByValue does not take.
  Clip: follow((context) => {
    const { tf } = context;
    const limit = (value: Tensor): Tensor => stretchTo(tf, value, outputShape(context));
    return (read) => {
      const raised = hasInput(context, 1) ? tf.maximum(read(0), limit(read(1))) : read(0);
      return hasInput(context, 2) ? tf.minimum(raised, limit(read(2))) : raised;
    };
  }),
  Div: binary((tf, a, b) => tf.div(a, b)),
  // tfjs draws its own numbers: what is dropped differs from onnxruntime's choice, how much does not.
  Dropout: follow(({ tf, attributes, constant }) => {
    const isTraining = constant(2, [0])[0] === 1;
    const [ratio = 0] = constant(1, [0.5]);
    if (!isTraining || ratio === 0) return (read) => read(0);
    return (read) => tf.dropout(read(0), ratio, undefined, attributes.seed);
  }),
  // tfjs's elu has alpha = 1.
  Elu: follow(({ tf, attributes }) => (read) => {
    const closed = tf.sub(tf.exp(tf.minimum(read(0), 0)), 1);
    return tf.add(tf.relu(read(0)), tf.mul(closed, attributes.alpha ?? 1));
  }),
  Equal: comparison((tf, a, b) => tf.equal(a, b)),
  Erf: unary((tf, x) => tf.erf(x)),
  Exp: unary((tf, x) => tf.exp(x)),
  Greater: comparison((tf, a, b) => tf.greater(a, b)),
  HardSigmoid: follow(({ tf, attributes }) => (read) => {
    return hardSigmoid(tf, read(0), attributes.alpha ?? 0.2, attributes.beta ?? 0.5);
  }),
  HardSwish: unary((tf, x) => tf.mul(x, hardSigmoid(tf, x, 1 / 6, 0.5))),
  Identity: unary((_, x) => x),
  LeakyRelu: follow(
    ({ tf, attributes }) =>
      (read) =>
        tf.leakyRelu(read(0), attributes.alpha ?? 0.01),
  ),
  Less: comparison((tf, a, b) => tf.less(a, b)),
  Log: unary((tf, x) => tf.log(x)),
  Max: choice((tf, a, b) => tf.maximum(a, b)),
  Min: choice((tf, a, b) => tf.minimum(a, b)),
  Mul: binary((tf, a, b) => tf.mul(a, b)),
  Neg: unary((tf, x) => tf.neg(x)),
  Pow: binary((tf, a, b) => tf.pow(a, tf.cast(b, 'float32'))),
  PRelu: binary((tf, x, slope) => tf.add(tf.relu(x), tf.mul(tf.minimum(x, 0), slope))),
  Reciprocal: unary((tf, x) => tf.reciprocal(x)),
  Relu: unary((tf, x) => tf.relu(x)),
  Sigmoid: unary((tf, x) => tf.sigmoid(x)),
  Sign: unary((tf, x) => tf.sign(x)),
  Softplus: unary((tf, x) => tf.softplus(x)),
  Sqrt: unary((tf, x) => tf.sqrt(x)),
  Sub: binary((tf, a, b) => tf.sub(a, b)),
  Tanh: unary((tf, x) => tf.tanh(x)),
  Where: follow(
    ({ tf }) =>
      (read) =>
        tf.where(tf.cast(read(0), 'bool'), read(1), read(2)),
  ),
} satisfies Partial<TfjsOperators<Operator>>;

function hardSigmoid(tf: Tfjs, x: Tensor, alpha: number, beta: number): Tensor {
  return tf.clipByValue(tf.add(tf.mul(x, alpha), beta), 0, 1);
}

/** tfjs has one floating type and one of whole numbers. */
function typeOfNumber(number: number | undefined): TfjsType {
  if (number === 9) return 'bool';
  return number === 1 || number === 11 ? 'float32' : 'int32';
}
