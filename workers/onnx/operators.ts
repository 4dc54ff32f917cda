/**
 * The operators that graphs here are made of, with their attributes: one table from which the types follow. Names are
 * those of the ONNX specification (https://onnx.ai/onnx/operators), operator set 18; `FusedMatMul` is onnxruntime's own.
 */

const attributeKinds = {
  alpha: 'float',
  axis: 'int',
  beta: 'float',
  blocksize: 'int',
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

/** Operators outside the ONNX standard: graphs that leave the program must not use them. */
const microsoftOperators: ReadonlySet<Operator> = new Set<Operator>(['FusedMatMul']);

export function operatorDomain(operator: Operator): '' | 'com.microsoft' {
  return microsoftOperators.has(operator) ? 'com.microsoft' : '';
}
