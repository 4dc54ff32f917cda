import { float32Tensor, type Tensor } from '../onnx/graph.ts';
import type { Attributes } from '../onnx/operators.ts';
import type { DifferentiableOperator } from './gradientRules.ts';

/** A value that is varied, of this shape, with numbers from `low` to `high`; or a constant. */
export type SampleInput =
  { readonly shape: readonly number[]; readonly low?: number; readonly high?: number } | Tensor | '';
export interface Sample<O extends DifferentiableOperator> {
  readonly inputs: readonly SampleInput[];
  readonly attributes?: Attributes<O>;
  readonly outputCount?: number;
  /** Of these outputs, the first so many have a gradient: all where it is left out. */
  readonly learntCount?: number;
}

const any = (...shape: number[]): SampleInput => ({ shape });
const positive = (...shape: number[]): SampleInput => ({ shape, low: 0.6, high: 2 });
const integers = (...values: number[]): Tensor => integerTable([values.length], values);
const integerTable = (shape: readonly number[], values: readonly number[]): Tensor => ({
  dataType: 'int64',
  shape,
  data: BigInt64Array.from(values, BigInt),
});
const floats = (...values: number[]): Tensor => float32Tensor([values.length], values);
const truth = (value: 0 | 1): Tensor => ({ dataType: 'bool', shape: [], data: Uint8Array.of(value) });
const scalar = (value: number): Tensor => float32Tensor([], [value]);

const twoByTwo = { kernel_shape: [2, 2], strides: [2, 2] };
const same = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
const overlapping = { kernel_shape: [3, 2], strides: [2, 1], pads: [1, 0, 1, 1] };
const roundedUp = { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 };
const repeat = { mode: 'nearest', nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' };
const nearest = { mode: 'nearest', nearest_mode: 'round_prefer_floor', coordinate_transformation_mode: 'half_pixel' };
const linear = (coordinate_transformation_mode: string) => ({ mode: 'linear', coordinate_transformation_mode });
const cubic = (coordinate_transformation_mode: string) => ({ mode: 'cubic', coordinate_transformation_mode });

const reductions = [
  { inputs: [any(2, 3, 2), integers(0, 2)], attributes: { keepdims: 1 } },
  { inputs: [any(2, 3), integers(-1)], attributes: { keepdims: 0 } },
  { inputs: [any(2, 3)], attributes: { keepdims: 0 } },
];
const stretched = [
  { inputs: [any(2, 3), any(2, 3)] },
  { inputs: [any(2, 3, 2), any(3, 1)] },
  { inputs: [any(1), any(2, 2)] },
];
const chosen = [...stretched, { inputs: [any(2, 3), any(2, 1, 3), any(1), any(3)] }, { inputs: [any(2, 3)] }];

/** Samples of every operator that has a gradient: each attribute, each optional input and each stretching once. */
export const gradientSamples: { readonly [O in DifferentiableOperator]: readonly Sample<O>[] } = {
  Abs: [{ inputs: [any(2, 3)] }],
  Add: stretched,
  AveragePool: [
    { inputs: [any(1, 2, 4, 6)], attributes: twoByTwo },
    { inputs: [any(2, 2, 5, 6)], attributes: { ...overlapping, count_include_pad: 1 } },
    { inputs: [any(2, 1, 5, 6)], attributes: overlapping },
    { inputs: [any(1, 1, 6, 7)], attributes: roundedUp },
    { inputs: [any(1, 1, 6, 7)], attributes: { ...roundedUp, pads: [0, 1, 1, 0], count_include_pad: 1 } },
    { inputs: [any(1, 1, 5, 6)], attributes: { kernel_shape: [2, 3], strides: [2, 2], auto_pad: 'SAME_LOWER' } },
    { inputs: [any(1, 2, 7)], attributes: { kernel_shape: [3], strides: [2] } },
  ],
  BatchNormalization: [
    {
      inputs: [any(2, 2, 2, 3), positive(2), any(2), floats(0.5, 1), floats(1, 2)],
      attributes: { training_mode: 1, epsilon: 1e-3, momentum: 0.7 },
      outputCount: 3,
      learntCount: 1,
    },
    {
      inputs: [any(2, 3, 2, 2), positive(3), any(3), floats(0.5, 1, 0), floats(1, 2, 3)],
      attributes: { training_mode: 1, epsilon: 1e-2, momentum: 0 },
      outputCount: 3,
      learntCount: 1,
    },
    {
      inputs: [any(3, 2), positive(2), any(2), floats(0, 0), floats(1, 1)],
      attributes: { training_mode: 1 },
      outputCount: 3,
      learntCount: 1,
    },
    { inputs: [any(2, 2, 3), positive(2), any(2), any(2), positive(2)], attributes: { epsilon: 1e-2 } },
    { inputs: [any(2, 2, 1, 2), positive(2), any(2), floats(0.5, 1), floats(1, 2)], attributes: { training_mode: 0 } },
  ],
  Cast: [
    { inputs: [any(2, 3)], attributes: { to: 11 } },
    { inputs: [any(2)], attributes: { to: 1 } },
  ],
  Clip: [
    { inputs: [any(3, 4), scalar(-0.55), scalar(0.9)] },
    { inputs: [any(3, 4), '', { shape: [], low: 0.5, high: 0.6 }] },
    { inputs: [any(3, 4), { shape: [], low: -0.6, high: -0.5 }] },
  ],
  Concat: [
    { inputs: [any(2, 1, 3), any(2, 4, 3)], attributes: { axis: 1 } },
    { inputs: [any(2, 1), any(2, 2), any(2, 1)], attributes: { axis: -1 } },
  ],
  Conv: [
    { inputs: [any(2, 2, 4, 5), any(3, 2, 3, 3), any(3)], attributes: same },
    { inputs: [any(1, 3, 3, 4), any(2, 3, 1, 1)], attributes: { kernel_shape: [1, 1] } },
    { inputs: [any(1, 2, 5, 6), any(2, 2, 3, 3)], attributes: { ...same, strides: [2, 2] } },
    { inputs: [any(1, 1, 5, 6), any(2, 1, 3, 3)], attributes: { kernel_shape: [3, 3] } },
    { inputs: [any(1, 2, 6, 5), any(1, 2, 3, 3)], attributes: { ...same, dilations: [2, 2], pads: [2, 2, 2, 2] } },
    { inputs: [any(1, 1, 4, 6), any(1, 1, 1, 5)], attributes: { kernel_shape: [1, 5], pads: [0, 2, 0, 2] } },
    { inputs: [any(1, 1, 5, 4), any(2, 1, 2, 2)], attributes: { kernel_shape: [2, 2], pads: [1, 0, 0, 1] } },
    { inputs: [any(2, 4, 4, 3), any(6, 2, 3, 3), any(6)], attributes: { ...same, group: 2 } },
    { inputs: [any(2, 3, 4, 5), any(3, 1, 3, 3)], attributes: { ...same, group: 3 } },
    { inputs: [any(2, 2, 5, 6), any(4, 1, 3, 2)], attributes: { ...overlapping, group: 2 } },
    { inputs: [any(2, 4, 3, 3), any(2, 2, 1, 1)], attributes: { kernel_shape: [1, 1], group: 2 } },
    { inputs: [any(1, 1, 3, 4), any(2, 1, 1, 2)], attributes: { kernel_shape: [1, 2], pads: [1, 2, 0, 1] } },
    { inputs: [any(1, 1, 5, 6), any(1, 1, 3, 2)], attributes: { strides: [2, 2], auto_pad: 'SAME_UPPER' } },
    { inputs: [any(1, 1, 4, 5), any(1, 1, 2, 2)], attributes: { auto_pad: 'SAME_LOWER' } },
    { inputs: [any(2, 2, 6, 8), any(2, 2, 5, 3)], attributes: { strides: [2, 2], pads: [2, 1, 2, 1] } },
    { inputs: [any(1, 3, 4, 9), any(1, 3, 7, 2)], attributes: { strides: [2, 3], pads: [3, 0, 2, 0] } },
    { inputs: [any(2, 5, 5, 4), any(2, 5, 3, 3), any(2)], attributes: { ...same, strides: [2, 1] } },
    { inputs: [any(1, 1, 5, 6), any(1, 1, 3, 2)], attributes: { auto_pad: 'VALID', dilations: [1, 2] } },
  ],
  ConvTranspose: [
    { inputs: [any(2, 2, 3, 4), any(2, 3, 2, 2), any(3)], attributes: { ...twoByTwo, auto_pad: 'NOTSET' } },
    { inputs: [any(1, 2, 3, 3), any(2, 1, 3, 3)], attributes: { ...same, strides: [2, 2], output_padding: [1, 0] } },
    { inputs: [any(1, 2, 3, 4), any(2, 2, 3, 3)], attributes: same },
    { inputs: [any(2, 4, 3, 2), any(4, 2, 3, 2)], attributes: { ...overlapping, group: 2 } },
    { inputs: [any(1, 1, 3, 3), any(1, 2, 2, 2)], attributes: { dilations: [2, 1], pads: [0, 1, 1, 0] } },
  ],
  DepthToSpace: [
    { inputs: [any(2, 8, 2, 1)], attributes: { blocksize: 2, mode: 'CRD' } },
    { inputs: [any(1, 8, 2, 3)], attributes: { blocksize: 2 } },
  ],
  Div: [{ inputs: [any(2, 3), positive(2, 3)] }, { inputs: [any(2, 1), positive(3)] }],
  Dropout: [
    { inputs: [any(2, 3)] },
    { inputs: [any(2, 3), scalar(0.4), truth(0)] },
    { inputs: [any(2, 3), scalar(0), truth(1)], attributes: { seed: 5 } },
  ],
  Einsum: [
    { inputs: [any(2, 3), any(3, 4)], attributes: { equation: 'ab,bc->ac' } },
    { inputs: [any(2, 2, 3), any(2, 4, 3)], attributes: { equation: 'nij, nkj -> nik' } },
    { inputs: [any(2, 3), any(3, 2), any(2, 2)], attributes: { equation: 'ab,bc,cd->da' } },
    { inputs: [any(2, 3)], attributes: { equation: 'ab->ba' } },
  ],
  Elu: [{ inputs: [any(3, 4)], attributes: { alpha: 0.7 } }, { inputs: [any(3, 4)] }],
  Erf: [{ inputs: [any(2, 3)] }],
  Exp: [{ inputs: [any(2, 3)] }],
  Expand: [{ inputs: [any(2, 1), integers(3, 2, 4)] }],
  Flatten: [{ inputs: [any(2, 3, 2)] }, { inputs: [any(2, 3, 2)], attributes: { axis: -1 } }],
  Gather: [
    { inputs: [any(4, 3), integers(2, 0, 2)] },
    { inputs: [any(2, 4, 3), integerTable([2, 2], [3, -1, 0, 3])], attributes: { axis: 1 } },
    { inputs: [any(2, 3), integerTable([], [1])], attributes: { axis: -1 } },
  ],
  GatherND: [
    { inputs: [any(3, 4), integerTable([3, 2], [0, 1, -1, 3, 0, -3])], attributes: { batch_dims: 0 } },
    { inputs: [any(3, 4), integerTable([2, 2, 1], [0, 2, 2, 1])] },
    { inputs: [any(2, 4, 3), integerTable([2, 3, 1], [3, 0, -1, 1, 1, 2])], attributes: { batch_dims: 1 } },
    { inputs: [any(2, 3, 2), integerTable([2, 2], [0, 1, -1, 0])], attributes: { batch_dims: 1 } },
    { inputs: [any(2, 2, 3), integerTable([2, 2, 2, 1], [0, 0, 2, 1, -1, 2, 0, 1])], attributes: { batch_dims: 2 } },
  ],
  Gemm: [
    { inputs: [any(2, 3), any(3, 4), any(4)], attributes: { alpha: 0.5, beta: 2 } },
    { inputs: [any(3, 2), any(3, 4), any(2, 1)], attributes: { transA: 1 } },
    { inputs: [any(2, 3), any(4, 3)], attributes: { transB: 1, alpha: 3 } },
    { inputs: [any(3, 2), any(4, 3), any(2, 4)], attributes: { transA: 1, transB: 1 } },
  ],
  GlobalAveragePool: [{ inputs: [any(2, 2, 3, 4)] }],
  GlobalMaxPool: [{ inputs: [any(2, 2, 3, 4)] }],
  HardSigmoid: [
    { inputs: [{ shape: [3, 4], low: -4, high: 4 }] },
    { inputs: [any(3, 4)], attributes: { alpha: 0.6, beta: 0.4 } },
  ],
  HardSwish: [{ inputs: [{ shape: [3, 5], low: -4, high: 4 }] }],
  Identity: [{ inputs: [any(2, 2)] }],
  InstanceNormalization: [{ inputs: [any(2, 2, 2, 3), positive(2), any(2)], attributes: { epsilon: 1e-5 } }],
  LayerNormalization: [
    { inputs: [any(2, 3, 4), positive(4), any(4)] },
    { inputs: [any(2, 3, 4), positive(3, 4)], attributes: { axis: 1, epsilon: 1e-3 } },
    { inputs: [any(2, 3, 4), positive(4), any(3, 1)], attributes: { axis: -2 } },
  ],
  LeakyRelu: [{ inputs: [any(3, 4)] }, { inputs: [any(3, 4)], attributes: { alpha: 0.2 } }],
  Log: [{ inputs: [positive(2, 3)] }],
  LogSoftmax: [{ inputs: [any(2, 3, 2)], attributes: { axis: 1 } }, { inputs: [any(2, 3)] }],
  MatMul: [
    { inputs: [any(2, 3), any(3, 2)] },
    { inputs: [any(2, 2, 3), any(3, 2)] },
    { inputs: [any(2, 3), any(3, 1, 3, 2)] },
    { inputs: [any(2, 1, 2, 3), any(3, 3, 2)] },
    { inputs: [any(3), any(2, 3, 2)] },
    { inputs: [any(2, 2, 3), any(3)] },
    { inputs: [any(3), any(3)] },
  ],
  Max: chosen,
  MaxPool: [
    { inputs: [any(1, 2, 4, 6)], attributes: twoByTwo },
    { inputs: [any(2, 1, 4, 5)], attributes: overlapping },
    { inputs: [any(1, 1, 6, 7)], attributes: roundedUp },
    { inputs: [any(1, 1, 3, 4)], attributes: { ...twoByTwo, strides: [3, 3], pads: [0, 0, 1, 1], ceil_mode: 1 } },
    { inputs: [any(1, 1, 5, 5)], attributes: twoByTwo },
    { inputs: [any(1, 1, 4, 5)], attributes: { kernel_shape: [2, 2], strides: [3, 3] } },
    { inputs: [any(1, 2, 6, 5)], attributes: { kernel_shape: [2, 2], dilations: [2, 3], strides: [2, 2] } },
    { inputs: [any(1, 1, 5, 6)], attributes: { kernel_shape: [3, 3], strides: [2, 2], auto_pad: 'SAME_UPPER' } },
  ],
  Min: chosen,
  Mul: stretched,
  Neg: [{ inputs: [any(4)] }],
  PRelu: [{ inputs: [any(2, 3, 2), any(3, 1)] }, { inputs: [any(2, 3), any(1)] }, { inputs: [any(2, 3), any(2, 3)] }],
  Pad: [
    { inputs: [any(2, 3), integers(0, 1, 2, 0)] },
    { inputs: [any(4, 3), integers(-1, 1, 2, -1), any()] },
    { inputs: [any(2, 3, 4), integers(1, 2, 0, 1), scalar(0.5), integers(2, 0)] },
    { inputs: [any(1, 2, 4, 3), integers(0, 0, 2, 1, 0, 0, 1, 2)], attributes: { mode: 'reflect' } },
    { inputs: [any(1, 3, 4), integers(0, 1, 2, 1, 0, 0)], attributes: { mode: 'edge' } },
  ],
  Pow: [
    { inputs: [positive(2, 3), any(2, 3)] },
    { inputs: [any(2, 3), scalar(2)] },
    { inputs: [any(2, 3), integerTable([], [3])] },
    { inputs: [positive(2, 1), any(3)] },
  ],
  Reciprocal: [{ inputs: [positive(2, 3)] }],
  ReduceMax: reductions,
  ReduceMean: reductions,
  ReduceSum: reductions,
  Relu: [{ inputs: [any(3, 4)] }],
  Reshape: [{ inputs: [any(2, 6), integers(3, 4)] }, { inputs: [any(2, 6), integers(0, -1, 3)] }],
  Resize: [
    { inputs: [any(1, 2, 2, 3), '', floats(1, 1, 2, 2)], attributes: repeat },
    { inputs: [any(1, 1, 2, 2), '', floats(1, 1, 3, 2)], attributes: repeat },
    { inputs: [any(1, 1, 3, 4), '', '', integers(1, 1, 5, 3)], attributes: repeat },
    { inputs: [any(1, 1, 3, 5), '', '', integers(1, 1, 7, 4)], attributes: nearest },
    { inputs: [any(1, 2, 3, 4), '', floats(1, 1, 2.5, 1.5)], attributes: { ...nearest, nearest_mode: 'ceil' } },
    {
      inputs: [any(1, 2, 3, 4), '', '', integers(1, 2, 6, 7)],
      attributes: { ...nearest, nearest_mode: 'round_prefer_ceil', coordinate_transformation_mode: 'align_corners' },
    },
    { inputs: [any(2, 2, 3, 4), '', floats(1, 1, 2, 2)], attributes: linear('half_pixel') },
    { inputs: [any(1, 2, 3, 4), '', '', integers(1, 2, 7, 3)], attributes: linear('half_pixel') },
    { inputs: [any(1, 1, 3, 4), '', floats(1, 1, 2.3, 1.7)], attributes: linear('half_pixel') },
    { inputs: [any(1, 1, 3, 4), '', '', integers(1, 1, 6, 7)], attributes: linear('align_corners') },
    { inputs: [any(1, 1, 3, 4), '', floats(1, 1, 2.5, 2)], attributes: linear('asymmetric') },
    { inputs: [any(1, 1, 4, 5), '', floats(1, 1, 0.5, 0.7)], attributes: linear('pytorch_half_pixel') },
    { inputs: [any(1, 1, 3, 4), '', floats(2, 3)], attributes: { ...linear('half_pixel'), axes: [2, 3] } },
    { inputs: [any(2, 2, 3, 4), '', floats(1, 1, 2, 2)], attributes: cubic('half_pixel') },
    { inputs: [any(1, 1, 5, 2), '', '', integers(1, 1, 3, 7)], attributes: cubic('align_corners') },
    { inputs: [any(1, 2, 6, 5), '', floats(1, 1, 0.6, 1.7)], attributes: cubic('asymmetric') },
    { inputs: [any(1, 1, 3, 4), '', '', integers(1, 1, 3, 9)], attributes: cubic('pytorch_half_pixel') },
  ],
  ScatterND: [
    { inputs: [any(4, 3), integerTable([2, 1], [2, 0]), any(2, 3)] },
    { inputs: [any(3, 3), integerTable([2, 2], [0, 1, 2, 2]), any(2)] },
    { inputs: [any(3, 2), integerTable([3, 1], [2, 0, 2]), any(3, 2)], attributes: { reduction: 'add' } },
    { inputs: [any(4, 3), integerTable([2, 1], [-1, 1]), any(2, 3)], attributes: { reduction: 'mul' } },
    { inputs: [any(4, 3), integerTable([3, 1], [2, 0, 1]), any(3, 3)], attributes: { reduction: 'max' } },
    {
      inputs: [any(3, 4), integerTable([2, 2, 2], [0, 1, 2, 2, -1, 0, 1, 3]), any(2, 2)],
      attributes: { reduction: 'min' },
    },
  ],
  Sigmoid: [{ inputs: [any(2, 3)] }],
  Slice: [
    { inputs: [any(4, 5), integers(1, -3), integers(3, 1000), integers(0, 1), integers(1, 1)] },
    { inputs: [any(4, 5), integers(1), integers(4), integers(1), integers(1)] },
    { inputs: [any(4, 5), integers(1, 0), integers(3, -1)] },
    { inputs: [any(7, 5), integers(1, 0), integers(7, 5), integers(0, 1), integers(3, 2)] },
    { inputs: [any(2, 7, 2), integers(-1), integers(-1000), integers(1), integers(-1)] },
    { inputs: [any(7, 6), integers(5, 4), integers(0, 1), integers(0, -1), integers(-2, -2)] },
  ],
  Softmax: [{ inputs: [any(2, 3, 2)], attributes: { axis: 1 } }, { inputs: [any(2, 3)] }],
  Softplus: [{ inputs: [any(3, 4)] }],
  SpaceToDepth: [{ inputs: [any(2, 2, 4, 6)], attributes: { blocksize: 2 } }],
  Split: [
    { inputs: [any(2, 5), integers(2, 3)], attributes: { axis: 1 }, outputCount: 2 },
    { inputs: [any(5, 2), integers(1, 2, 2)], outputCount: 3 },
  ],
  Sqrt: [{ inputs: [positive(2, 3)] }],
  Squeeze: [{ inputs: [any(1, 3, 1, 2), integers(0, -2)] }, { inputs: [any(1, 3, 1, 2)] }],
  Sub: stretched,
  Tanh: [{ inputs: [any(2, 3)] }],
  Transpose: [{ inputs: [any(2, 3, 4)], attributes: { perm: [2, 0, 1] } }, { inputs: [any(2, 3)] }],
  Unsqueeze: [{ inputs: [any(2, 3), integers(0, -1)] }, { inputs: [any(2, 3), integers(2, 1)] }],
  Where: [
    { inputs: [{ dataType: 'bool', shape: [2, 3], data: Uint8Array.of(1, 0, 0, 1, 1, 0) }, any(2, 3), any(3)] },
    { inputs: [{ dataType: 'bool', shape: [3], data: Uint8Array.of(1, 0, 0) }, any(2, 1), any(1)] },
  ],
};
