import { dataTypeNumbers, type DataType } from '../graph.ts';
import type { Operator } from '../operators.ts';
import { broadcastShapes, likeFirst, required, type ShapeRule, type ShapeRules } from './shapeRule.ts';

const broadcast: ShapeRule<Operator> = ({ inputs }) => {
  const infos = inputs.map(required);
  return [{ dataType: required(infos[0]).dataType, shape: infos.map(({ shape }) => shape).reduce(broadcastShapes) }];
};

const compare: ShapeRule<Operator> = (context) => broadcast(context).map(({ shape }) => ({ dataType: 'bool', shape }));

/** Operators that keep the shape of their first input, or of all of them stretched to one another. */
export const elementwiseShapes = {
  Abs: likeFirst,
  Add: broadcast,
  And: compare,
  // While training, the running averages follow.
  BatchNormalization: ({ inputs, attributes }) => {
    const [x, , , mean, variance] = inputs.map(required);
    return [x, ...(attributes.training_mode === 1 ? [mean, variance] : [])].map(required);
  },
  Cast: ({ inputs, attributes }) => [{ ...required(inputs[0]), dataType: dataTypeOfNumber(attributes.to) }],
  Clip: likeFirst,
  Div: broadcast,
  // The second output is the mask of what is kept.
  Dropout: ({ inputs }) => [required(inputs[0]), { ...required(inputs[0]), dataType: 'bool' }],
  Elu: likeFirst,
  Equal: compare,
  Erf: likeFirst,
  Exp: likeFirst,
  Greater: compare,
  HardSigmoid: likeFirst,
  HardSwish: likeFirst,
  Identity: likeFirst,
  InstanceNormalization: likeFirst,
  LayerNormalization: likeFirst,
  LeakyRelu: likeFirst,
  Less: compare,
  Log: likeFirst,
  LogSoftmax: likeFirst,
  Max: broadcast,
  Min: broadcast,
  Mul: broadcast,
  Neg: likeFirst,
  PRelu: likeFirst,
  Pow: broadcast,
  Reciprocal: likeFirst,
  Relu: likeFirst,
  Sigmoid: likeFirst,
  Sign: likeFirst,
  Softmax: likeFirst,
  Softplus: likeFirst,
  Sqrt: likeFirst,
  Sub: broadcast,
  Tanh: likeFirst,
  Where: ({ inputs }) => {
    const [condition, a, b] = [required(inputs[0]), required(inputs[1]), required(inputs[2])];
    const shape = broadcastShapes(condition.shape, broadcastShapes(a.shape, b.shape));
    return [{ dataType: a.dataType, shape }];
  },
} satisfies Partial<ShapeRules<Operator>>;

function dataTypeOfNumber(number: number | undefined): DataType {
  const entry = Object.entries(dataTypeNumbers).find(([, value]) => value === number);
  if (entry === undefined) throw new TypeError(`There is no data type ${number}.`);
  return entry[0] as DataType;
}
