/**
 * The operators that graphs here are made of, with their attributes: one table from which the types follow. Names are
 * those of the ONNX specification (https://onnx.ai/onnx/operators), operator set 18; `FusedMatMul` and what begins with `Nchwc`
 * are onnxruntime's own.
 */

const attributeKinds = {
  activation: 'string',
  alpha: 'float',
  auto_pad: 'string',
  axes: 'ints',
  axis: 'int',
  batch_dims: 'int',
  beta: 'float',
  blocksize: 'int',
  ceil_mode: 'int',
  channels: 'int',
  coordinate_transformation_mode: 'string',
  count_include_pad: 'int',
  dilations: 'ints',
  epsilon: 'float',
  end: 'int',
  equation: 'string',
  group: 'int',
  keepdims: 'int',
  kernel_shape: 'ints',
  mode: 'string',
  momentum: 'float',
  nearest_mode: 'string',
  output_padding: 'ints',
  pads: 'ints',
  perm: 'ints',
  reduction: 'string',
  scales: 'ints',
  seed: 'int',
  start: 'int',
  strides: 'ints',
  to: 'int',
  training_mode: 'int',
  transA: 'int',
  transB: 'int',
} as const;

export type AttributeName = keyof typeof attributeKinds;
interface AttributeTypes {
  readonly float: number;
  readonly int: number;
  readonly ints: readonly number[];
  readonly string: string;
}
export type AttributeKind = keyof AttributeTypes;
type AttributeValue<A extends AttributeName> = AttributeTypes[(typeof attributeKinds)[A]];

export function attributeKind(name: string): AttributeKind | undefined {
  return Object.hasOwn(attributeKinds, name) ? attributeKinds[name as AttributeName] : undefined;
}

const operatorAttributes = {
  Abs: [],
  Add: [],
  And: [],
  AveragePool: ['auto_pad', 'ceil_mode', 'count_include_pad', 'kernel_shape', 'pads', 'strides'],
  BatchNormalization: ['epsilon', 'momentum', 'training_mode'],
  Cast: ['to'],
  Clip: [],
  Concat: ['axis'],
  Conv: ['auto_pad', 'dilations', 'group', 'kernel_shape', 'pads', 'strides'],
  ConvTranspose: ['auto_pad', 'dilations', 'group', 'kernel_shape', 'output_padding', 'pads', 'strides'],
  DepthToSpace: ['blocksize', 'mode'],
  Div: [],
  Dropout: ['seed'],
  Einsum: ['equation'],
  Elu: ['alpha'],
  Equal: [],
  Erf: [],
  Exp: [],
  Expand: [],
  Flatten: ['axis'],
  FusedMatMul: ['alpha', 'transA', 'transB'],
  Gather: ['axis'],
  GatherND: ['batch_dims'],
  Gemm: ['alpha', 'beta', 'transA', 'transB'],
  GlobalAveragePool: [],
  GlobalMaxPool: [],
  Greater: [],
  HardSigmoid: ['alpha', 'beta'],
  HardSwish: [],
  Identity: [],
  InstanceNormalization: ['epsilon'],
  LayerNormalization: ['axis', 'epsilon'],
  LeakyRelu: ['alpha'],
  Less: [],
  Log: [],
  LogSoftmax: ['axis'],
  MatMul: [],
  Max: [],
  MaxPool: ['auto_pad', 'ceil_mode', 'dilations', 'kernel_shape', 'pads', 'strides'],
  MaxUnpool: ['kernel_shape', 'pads', 'strides'],
  Min: [],
  Mul: [],
  NchwcAveragePool: ['dilations', 'kernel_shape', 'pads', 'strides'],
  NchwcConv: ['activation', 'dilations', 'group', 'kernel_shape', 'pads', 'strides'],
  NchwcReorderInput: [],
  NchwcReorderOutput: ['channels'],
  NchwcUpsample: ['mode', 'scales'],
  Neg: [],
  Pad: ['mode'],
  Pow: [],
  PRelu: [],
  Reciprocal: [],
  ReduceMax: ['keepdims'],
  ReduceMean: ['keepdims'],
  ReduceSum: ['keepdims'],
  Relu: [],
  Reshape: [],
  Resize: ['axes', 'coordinate_transformation_mode', 'mode', 'nearest_mode'],
  ScatterElements: ['axis', 'reduction'],
  ScatterND: ['reduction'],
  Shape: ['end', 'start'],
  Sigmoid: [],
  Sign: [],
  Slice: [],
  Softmax: ['axis'],
  Softplus: [],
  SpaceToDepth: ['blocksize'],
  Split: ['axis'],
  Sqrt: [],
  Squeeze: [],
  Sub: [],
  Tanh: [],
  Transpose: ['perm'],
  Unsqueeze: [],
  Where: [],
} as const satisfies Record<string, readonly AttributeName[]>;

export type Operator = keyof typeof operatorAttributes;
export type Attributes<O extends Operator> = {
  readonly [A in (typeof operatorAttributes)[O][number]]?: AttributeValue<A>;
};

export function isOperator(name: string): name is Operator {
  return Object.hasOwn(operatorAttributes, name);
}

export function attributeNames(operator: Operator): readonly AttributeName[] {
  return operatorAttributes[operator];
}

export interface OperatorIdentity {
  readonly domain: '' | 'com.microsoft' | 'com.microsoft.nchwc';
  readonly type: string;
}

const nchwcPrefix = 'Nchwc';

/** How a model file names an operator. Graphs that leave the program must keep to the standard's domain, ''. */
export function operatorIdentity(operator: Operator): OperatorIdentity {
  if (operator === 'FusedMatMul') return { domain: 'com.microsoft', type: operator };
  if (!operator.startsWith(nchwcPrefix)) return { domain: '', type: operator };
  return { domain: 'com.microsoft.nchwc', type: operator.slice(nchwcPrefix.length) };
}
