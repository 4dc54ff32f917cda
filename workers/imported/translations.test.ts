import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { modelBytes, type AttributeValue, type NodeSketch } from '../../tests/fixtures/foreignModels.ts';
import { elementCount, float32Tensor, int64Tensor, type Tensor as Numbers } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { foreignModel } from './readForeignModel.ts';
import { replay } from './replay.ts';

interface Sample {
  readonly name: string;
  readonly set: number;
  readonly nodes: readonly NodeSketch[];
  readonly tensors?: Readonly<Record<string, Numbers>>;
}

const shape = [2, 4, 6, 8];

function spread(sizes: readonly number[], seed: number): Numbers {
  return float32Tensor(
    sizes,
    Float32Array.from({ length: elementCount(sizes) }, (_, i) => Math.sin(i * 1.7 + seed) * 2),
  );
}

const tensors = {
  kernel: spread([4, 4, 3, 3], 1),
  single: spread([4, 1, 3, 3], 2),
  bias: spread([4], 3),
  scale: float32Tensor([4], [0.5, 1, 1.5, 2]),
  groupScale: float32Tensor([2], [0.5, 1.5]),
  slope: float32Tensor([4, 1, 1], [0.1, 0.2, -0.3, 0.4]),
  lines: int64Tensor([0, 0, -1]),
  lineKernel: spread([4, 4, 3], 7),
  lineSingle: spread([4, 1, 3], 8),
  oneSample: spread([1, 4, 8, 5], 10),
  places: { ...int64Tensor([0, 1, 1, -1]), shape: [2, 2] },
  placesInSamples: { ...int64Tensor([3, 0, -1, 1, 1, 2]), shape: [2, 3, 1] },
  updates: spread([2, 6, 8], 11),
  matrix: spread([8, 5], 4),
  rows: spread([5, 8], 5),
  half: float32Tensor([], [0.5]),
  two: float32Tensor([], [2]),
  noRegion: float32Tensor([0], []),
  noScales: float32Tensor([0], []),
  twice: float32Tensor([4], [1, 1, 2, 2]),
  uneven: float32Tensor([4], [1, 1, 1.5, 0.5]),
  sizes: int64Tensor([2, 4, 12, 10]),
  spatialAxes: int64Tensor([2, 3]),
  last: int64Tensor([-1]),
  first: int64Tensor([0]),
  ones: int64Tensor([1, 1]),
  halfRows: int64Tensor([3, 3]),
  pads: int64Tensor([0, 0, 1, 2, 0, 0, 2, 1]),
  steps: int64Tensor([1, 2]),
  ends: int64Tensor([5, 8]),
  flat: int64Tensor([0, 4, -1]),
  repeats: int64Tensor([1, 2, 1, 3]),
  order: int64Tensor([3, 0, 2]),
};

function one(
  name: string,
  set: number,
  operator: string,
  inputs: readonly string[] = [],
  attributes: Readonly<Record<string, AttributeValue>> = {},
  more: readonly string[] = [],
): Sample {
  const node = { operator, inputs: ['image', ...inputs], outputs: ['y', ...more], attributes };
  return { name: `${operator} ${name}, operator set ${set}`, set, nodes: [node] };
}

/** On rows of pixels, (2, 4, 48). */
const line = (
  operator: string,
  attributes: Readonly<Record<string, AttributeValue>>,
  inputs: readonly string[] = [],
): Sample => ({
  name: `${operator} on lines, ${JSON.stringify(attributes)}`,
  set: 13,
  nodes: [
    { operator: 'Reshape', inputs: ['image', 'lines'], outputs: ['line'] },
    { operator, inputs: ['line', ...inputs], outputs: ['y'], attributes },
  ],
});

const positive = (operator: string): Sample => ({
  name: `${operator} of positive numbers`,
  set: 13,
  nodes: [
    { operator: 'Abs', inputs: ['image'], outputs: ['a'] },
    { operator: 'Add', inputs: ['a', 'half'], outputs: ['b'] },
    { operator, inputs: ['b'], outputs: ['y'] },
  ],
});

/** A chain of Shape and arithmetic as exporters write it, whose result sizes an image. */
const sizeChain = (set: number): Sample => ({
  name: `sizes that are computed from the image, operator set ${set}`,
  set,
  nodes: [
    {
      operator: 'Constant',
      inputs: [],
      outputs: ['two64'],
      attributes: { value: { ...int64Tensor([2]), shape: [] } },
    },
    {
      operator: 'Constant',
      inputs: [],
      outputs: ['three64'],
      attributes: { value: { ...int64Tensor([3]), shape: [] } },
    },
    { operator: 'Shape', inputs: ['image'], outputs: ['shape'] },
    { operator: 'Gather', inputs: ['shape', 'two64'], outputs: ['height'], attributes: { axis: 0 } },
    { operator: 'Gather', inputs: ['shape', 'three64'], outputs: ['width'], attributes: { axis: 0 } },
    { operator: 'Cast', inputs: ['height'], outputs: ['heightFloat'], attributes: { to: 1 } },
    { operator: 'Mul', inputs: ['heightFloat', 'half'], outputs: ['halved'] },
    { operator: 'Floor', inputs: ['halved'], outputs: ['floored'] },
    { operator: 'Cast', inputs: ['floored'], outputs: ['newRows'], attributes: { to: 7 } },
    { operator: 'Add', inputs: ['width', 'three64'], outputs: ['columns'] },
    ...(set < 13
      ? [
          { operator: 'Unsqueeze', inputs: ['newRows'], outputs: ['r1'], attributes: { axes: [0] } },
          { operator: 'Unsqueeze', inputs: ['columns'], outputs: ['c1'], attributes: { axes: [0] } },
        ]
      : [
          { operator: 'Unsqueeze', inputs: ['newRows', 'first'], outputs: ['r1'] },
          { operator: 'Unsqueeze', inputs: ['columns', 'first'], outputs: ['c1'] },
        ]),
    { operator: 'Slice', inputs: ['shape', 'first', 'two1'], outputs: ['lead'] },
    { operator: 'Concat', inputs: ['lead', 'r1', 'c1'], outputs: ['wanted'], attributes: { axis: 0 } },
    {
      operator: 'Resize',
      inputs: ['image', 'noRegion', 'noScales', 'wanted'],
      outputs: ['y'],
      attributes: { mode: 'linear' },
    },
  ],
  tensors: { two1: int64Tensor([2]) },
});

const samples: readonly Sample[] = [
  ...[
    'Abs',
    'Erf',
    'Exp',
    'HardSwish',
    'Identity',
    'Neg',
    'Relu',
    'Sigmoid',
    'Sign',
    'Softplus',
    'Softsign',
    'Tanh',
  ].map((operator) => one('', 14, operator)),
  ...['Log', 'Reciprocal', 'Sqrt'].map(positive),
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow'].map((operator) => one('with a number', 13, operator, ['two'])),
  one('of three', 13, 'Sum', ['half', 'slope']),
  one('of three', 13, 'Max', ['half', 'slope']),
  one('of three', 13, 'Min', ['half', 'slope']),
  one('of three', 13, 'Mean', ['half', 'slope']),
  one('with limits in attributes', 9, 'Clip', [], { min: { float: -0.5 }, max: { float: 1 } }),
  one('without a lower limit', 9, 'Clip', [], { max: { float: 1 } }),
  one('with limits as inputs', 13, 'Clip', ['', 'half']),
  one('', 12, 'Celu', [], { alpha: { float: 0.7 } }),
  one('', 9, 'Elu', [], { alpha: { float: 0.7 } }),
  one('', 9, 'Selu'),
  one('', 9, 'LeakyRelu', [], { alpha: { float: 0.2 } }),
  one('', 9, 'HardSigmoid', [], { alpha: { float: 0.3 } }),
  one('', 16, 'PRelu', ['slope']),
  one('exact', 20, 'Gelu'),
  one('by tanh', 20, 'Gelu', [], { approximate: 'tanh' }),
  one('', 18, 'Mish'),
  one('in a file for inference', 9, 'Dropout', [], { ratio: { float: 0.4 } }),
  one('to its own type', 13, 'Cast', [], { to: 1 }),
  one('', 11, 'Conv', ['kernel', 'bias'], {
    kernel_shape: [3, 3],
    pads: [1, 1, 1, 1],
    strides: [2, 1],
    dilations: [1, 1],
  }),
  one('depthwise', 11, 'Conv', ['single'], { group: 4, auto_pad: 'SAME_UPPER', dilations: [1, 1] }),
  one('', 11, 'ConvTranspose', ['kernel', 'bias'], { strides: [2, 2], pads: [1, 1, 1, 1], output_padding: [1, 0] }),
  one('by output_shape', 11, 'ConvTranspose', ['kernel'], { strides: [2, 3], output_shape: [12, 23] }),
  one('by a large output_shape', 11, 'ConvTranspose', ['kernel'], { strides: [3, 2], output_shape: [20, 18] }),
  one('same with a stride beyond the kernel', 11, 'ConvTranspose', ['kernel'], {
    strides: [5, 4],
    auto_pad: 'SAME_UPPER',
  }),
  one('by output_shape, the rest at the end', 11, 'ConvTranspose', ['kernel'], {
    output_shape: [7, 9],
    auto_pad: 'SAME_UPPER',
  }),
  one('same above', 11, 'ConvTranspose', ['kernel', 'bias'], { strides: [2, 2], auto_pad: 'SAME_UPPER' }),
  one('same below', 11, 'ConvTranspose', ['kernel'], { strides: [2, 1], dilations: [1, 2], auto_pad: 'SAME_LOWER' }),
  one('without pads', 11, 'ConvTranspose', ['kernel'], { strides: [2, 2], auto_pad: 'VALID' }),
  line('Conv', { pads: [2, 1], strides: [2], dilations: [2] }, ['lineKernel', 'bias']),
  line('Conv', { auto_pad: 'SAME_UPPER', kernel_shape: [3], group: 4 }, ['lineSingle']),
  line('ConvTranspose', { strides: [2], pads: [1, 0], output_padding: [1] }, ['lineKernel', 'bias']),
  line('ConvTranspose', { strides: [3], output_shape: [137] }, ['lineKernel']),
  line('MaxPool', { kernel_shape: [3], strides: [2], pads: [1, 1], ceil_mode: 1 }),
  line('AveragePool', { kernel_shape: [4], strides: [3], pads: [1, 2], count_include_pad: 1 }),
  line('GlobalMaxPool', {}),
  one('', 11, 'MaxPool', [], { kernel_shape: [3, 2], strides: [2, 2], pads: [1, 0, 1, 0], ceil_mode: 1 }),
  one('dilated', 12, 'MaxPool', [], { kernel_shape: [2, 2], dilations: [2, 2] }),
  one('', 11, 'AveragePool', [], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1], count_include_pad: 1 }),
  one('', 9, 'GlobalAveragePool'),
  one('', 9, 'GlobalMaxPool'),
  one('', 9, 'BatchNormalization', ['scale', 'bias', 'bias', 'scale'], {
    epsilon: { float: 0.01 },
    momentum: { float: 0.8 },
  }),
  one('', 15, 'BatchNormalization', ['scale', 'bias', 'bias', 'scale']),
  one('', 9, 'InstanceNormalization', ['scale', 'bias'], { epsilon: { float: 0.01 } }),
  one('by groups', 18, 'GroupNormalization', ['groupScale', 'groupScale'], { num_groups: 2 }),
  one('by channels', 21, 'GroupNormalization', ['scale', 'bias'], { num_groups: 2 }),
  one('', 17, 'LayerNormalization', ['row', 'row'], { epsilon: { float: 0.01 } }),
  one('', 9, 'MatMul', ['matrix']),
  one('with every axis named', 12, 'Einsum', ['matrix'], { equation: 'nchw,wk->nkch' }),
  one('with an ellipsis', 12, 'Einsum', ['matrix'], { equation: '...w, wk -> ...k' }),
  one('with two ellipses', 12, 'Einsum', ['image'], { equation: '...ij,...kj->...ik' }),
  one('with an ellipsis between', 12, 'Einsum', ['matrix'], { equation: 'n...w,wk->k...n' }),
  one('with a stretched axis', 12, 'Einsum', ['oneSample'], { equation: '...hw,...wk->...hk' }),
  one('without a result', 12, 'Einsum', ['matrix'], { equation: '...w,wk' }),
  one('without a result and an ellipsis', 12, 'Einsum', ['matrix'], { equation: 'nchw,wa' }),
  one('of three', 12, 'Einsum', ['matrix', 'rows'], { equation: '...w,wk,kj->...j' }),
  one('over channels', 13, 'Softmax', [], { axis: 1 }),
  one('over the last axis', 11, 'Softmax', [], { axis: 3 }),
  one('over all axes from the second', 11, 'Softmax', [], { axis: 1 }),
  one('over all axes from the third', 11, 'LogSoftmax', [], { axis: 2 }),
  one('by scales', 9, 'Upsample', ['twice'], { mode: 'nearest' }),
  one('bilinear', 9, 'Upsample', ['twice'], { mode: 'linear' }),
  one('by scales', 10, 'Resize', ['twice'], { mode: 'linear' }),
  one('by scales', 11, 'Resize', ['noRegion', 'uneven'], {
    mode: 'linear',
    coordinate_transformation_mode: 'pytorch_half_pixel',
  }),
  one('by sizes', 11, 'Resize', ['noRegion', 'noScales', 'sizes'], {
    mode: 'linear',
    coordinate_transformation_mode: 'align_corners',
  }),
  one('nearest', 13, 'Resize', ['', '', 'sizes'], {
    mode: 'nearest',
    nearest_mode: 'floor',
    coordinate_transformation_mode: 'asymmetric',
    cubic_coeff_a: { float: -0.75 },
  }),
  one('of some axes', 18, 'Resize', ['', '', 'ends'], { axes: [2, 3], mode: 'linear' }),
  one('cubic', 13, 'Resize', ['', 'twice'], { mode: 'cubic' }),
  one('by an attribute', 9, 'Pad', [], { pads: [0, 0, 1, 2, 0, 0, 2, 1], mode: 'reflect' }),
  one('with a number in an attribute', 9, 'Pad', [], { pads: [0, 0, 1, 2, 0, 0, 2, 1], value: { float: 0.3 } }),
  one('by inputs', 13, 'Pad', ['pads', 'half']),
  one('at the edge', 13, 'Pad', ['pads'], { mode: 'edge' }),
  one('by attributes', 9, 'Slice', [], { starts: [1, 2], ends: [5, 8], axes: [2, 3] }),
  one('by inputs', 10, 'Slice', ['ones', 'ends', 'spatialAxes', 'steps']),
  one('by an attribute', 11, 'Split', [], { axis: 2, split: [2, 4] }, ['second']),
  one('even', 11, 'Split', [], { axis: 1 }, ['second']),
  one('by an input', 13, 'Split', ['halfRows'], { axis: 2 }, ['second']),
  one('into a number of parts', 18, 'Split', [], { axis: 3, num_outputs: 3 }, ['second', 'third']),
  one('by an attribute', 9, 'Unsqueeze', [], { axes: [0, 2] }),
  one('by an input', 13, 'Unsqueeze', ['first']),
  one('', 9, 'Flatten', [], { axis: 2 }),
  one('', 14, 'Reshape', ['flat'], { allowzero: 0 }),
  one('', 9, 'Transpose', [], { perm: [0, 2, 3, 1] }),
  one('to the end', 9, 'Transpose'),
  one('', 13, 'Tile', ['repeats']),
  one('', 13, 'Gather', ['order'], { axis: 1 }),
  one('', 11, 'GatherND', ['places']),
  one('in each sample', 12, 'GatherND', ['placesInSamples'], { batch_dims: 1 }),
  one('', 11, 'ScatterND', ['places', 'updates']),
  ...['add', 'mul', 'max', 'min'].map((reduction) =>
    one(`by ${reduction}`, 18, 'ScatterND', ['places', 'updates'], { reduction }),
  ),
  one('', 13, 'SpaceToDepth', [], { blocksize: 2 }),
  one('', 13, 'DepthToSpace', [], { blocksize: 2, mode: 'CRD' }),
  one('over named axes in an attribute', 11, 'ReduceMean', [], { axes: [2, 3], keepdims: 1 }),
  one('over named axes as an input', 18, 'ReduceMean', ['spatialAxes'], { keepdims: 0 }),
  one('over all', 13, 'ReduceSum', [], { keepdims: 0 }),
  one('over the last', 13, 'ReduceSum', ['last']),
  ...['ReduceMax', 'ReduceMin', 'ReduceL1', 'ReduceL2', 'ReduceSumSquare'].map((operator) =>
    one('over rows', 13, operator, [], { axes: [2] }),
  ),
  {
    name: 'Gemm with transposition and factors',
    set: 13,
    nodes: [
      { operator: 'Flatten', inputs: ['image'], outputs: ['flat2'], attributes: { axis: 3 } },
      {
        operator: 'Gemm',
        inputs: ['flat2', 'rows', 'five'],
        outputs: ['y'],
        attributes: { transB: 1, alpha: { float: 0.5 }, beta: { float: 2 } },
      },
    ],
    tensors: { five: spread([5], 6) },
  },
  {
    name: 'Where, Greater and Expand',
    set: 13,
    nodes: [
      { operator: 'Greater', inputs: ['image', 'half'], outputs: ['isLarge'] },
      { operator: 'Shape', inputs: ['image'], outputs: ['shape'] },
      { operator: 'Expand', inputs: ['slope', 'shape'], outputs: ['stretched'] },
      { operator: 'Where', inputs: ['isLarge', 'image', 'stretched'], outputs: ['y'] },
    ],
  },
  {
    name: 'Squeeze of both kinds',
    set: 11,
    nodes: [
      { operator: 'Unsqueeze', inputs: ['image'], outputs: ['u'], attributes: { axes: [0, 1] } },
      { operator: 'Squeeze', inputs: ['u'], outputs: ['s'], attributes: { axes: [1] } },
      { operator: 'Squeeze', inputs: ['s'], outputs: ['y'] },
    ],
  },
  {
    name: 'ConstantOfShape, Range and their arithmetic',
    set: 13,
    nodes: [
      {
        operator: 'ConstantOfShape',
        inputs: ['spatialAxes'],
        outputs: ['table'],
        attributes: { value: float32Tensor([1], [1.5]) },
      },
      { operator: 'ReduceProd', inputs: ['table'], outputs: ['product'], attributes: { keepdims: 0 } },
      { operator: 'Range', inputs: ['zero', 'eight', 'one'], outputs: ['range'] },
      { operator: 'Mul', inputs: ['range', 'product'], outputs: ['ramp'] },
      { operator: 'Add', inputs: ['image', 'ramp'], outputs: ['y'] },
    ],
    tensors: { zero: float32Tensor([], [0]), eight: float32Tensor([], [8]), one: float32Tensor([], [1]) },
  },
  sizeChain(11),
  sizeChain(13),
];

describe('a node of a foreign file computes what onnxruntime makes of the file itself', () => {
  it.each(samples)('$name', async ({ set, nodes, tensors: own = {} }) => {
    const used = new Set(nodes.flatMap(({ inputs }) => inputs));
    const all: Readonly<Record<string, Numbers>> = { ...tensors, row: spread([8], 9), ...own };
    const kept = Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)));
    const bytes = modelBytes({ operatorSet: set, image: shape, tensors: kept, nodes });
    const image = new Tensor('float32', spread(shape, 0).data as Float32Array, shape);
    const original = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
    const expected = (await original.run({ image })).y;

    for (const keepsSizesFree of [false, true]) {
      const builder = new GraphBuilder();
      const model = foreignModel(bytes, 'sketch.onnx', () => new Uint8Array());
      const scope = {
        builder,
        image: builder.input('image', shape),
        device: 'cpu',
        tensors: new Map(),
        keepsSizesFree,
        advance: () => null,
      } as const;
      const y = replay(model, 'y', scope);
      // An operator that is passed over leaves the image itself.
      const output = builder.add('Identity', [y], {}, 'result');
      builder.output(output);
      const session = await InferenceSession.create(writeModel(builder.finish()), { logSeverityLevel: 3 });
      const { result } = await session.run({ image });
      expect(result?.dims).toEqual(expected?.dims);
      expect(builder.shape(output)).toEqual(expected?.dims);
      const [actual, wanted] = [result?.data as Float32Array, expected?.data as Float32Array];
      const difference = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - (wanted[i] as number))), 0);
      expect(difference).toBeLessThan(2e-5 * Math.max(1, ...wanted));
      await session.release();
    }
    await original.release();
  });
});
