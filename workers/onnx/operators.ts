/**
 * The operators that graphs here are made of, with their attributes: one table from which the types follow. Names are
 * those of the ONNX specification (https://onnx.ai/onnx/operators), operator set 18; `FusedMatMul` and what begins with `Nchwc`
 * are onnxruntime's own.
 */

const attributeKinds = {
  alpha: 'float',
  axis: 'int',
  beta: 'float',
  blocksize: 'int',
  channels: 'int',
  coordinate_transformation_mode: 'string',
  dilations: 'ints',
  epsilon: 'float',
  group: 'int',
  keepdims: 'int',
  kernel_shape: 'ints',
  mode: 'string',
  nearest_mode: 'string',
  output_padding: 'ints',
  pads: 'ints',
  perm: 'ints',
  scales: 'ints',
  strides: 'ints',
  to: 'int',
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
  Add: [],
  AveragePool: ['kernel_shape', 'pads', 'strides'],
  Cast: ['to'],
  Concat: ['axis'],
  Conv: ['dilations', 'group', 'kernel_shape', 'pads', 'strides'],
  ConvTranspose: ['dilations', 'group', 'kernel_shape', 'output_padding', 'pads', 'strides'],
  DepthToSpace: ['blocksize', 'mode'],
  Div: [],
  Equal: [],
  Exp: [],
  Expand: [],
  FusedMatMul: ['alpha', 'transA', 'transB'],
  HardSigmoid: ['alpha', 'beta'],
  Identity: [],
  InstanceNormalization: ['epsilon'],
  Log: [],
  LogSoftmax: ['axis'],
  MatMul: [],
  MaxPool: ['kernel_shape', 'pads', 'strides'],
  MaxUnpool: ['kernel_shape', 'pads', 'strides'],
  Min: [],
  Mul: [],
  NchwcAveragePool: ['dilations', 'kernel_shape', 'pads', 'strides'],
  NchwcConv: ['dilations', 'group', 'kernel_shape', 'pads', 'strides'],
  NchwcReorderInput: [],
  NchwcReorderOutput: ['channels'],
  NchwcUpsample: ['mode', 'scales'],
  Neg: [],
  Pad: ['mode'],
  ReduceMean: ['keepdims'],
  ReduceSum: ['keepdims'],
  Relu: [],
  Reshape: [],
  Resize: ['coordinate_transformation_mode', 'mode', 'nearest_mode'],
  Sigmoid: [],
  Slice: [],
  Softmax: ['axis'],
  Split: ['axis'],
  Sqrt: [],
  Sub: [],
  Transpose: ['perm'],
  Where: [],
} as const satisfies Record<string, readonly AttributeName[]>;

export type Operator = keyof typeof operatorAttributes;
export type Attributes<O extends Operator> = {
  readonly [A in (typeof operatorAttributes)[O][number]]?: AttributeValue<A>;
};

export function isOperator(name: string): name is Operator {
  return Object.hasOwn(operatorAttributes, name);
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
