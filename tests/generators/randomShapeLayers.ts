import { elementCount, float32Tensor } from '../../workers/onnx/graph.ts';
import type { Value } from '../../workers/onnx/graphBuilder.ts';
import type { Layer, NetworkDraft } from './randomNetworks.ts';

function axisOf(network: NetworkDraft, x: Value): number {
  return network.integer(0, network.shape(x).length - 1);
}

function axisSize(network: NetworkDraft, x: Value, axis: number): number {
  return network.shape(x).at(axis) ?? 1;
}

/** (first axis, all others) */
function matrixOf(network: NetworkDraft, x: Value): Value {
  return network.builder.add('Flatten', [x], { axis: network.integer(0, network.shape(x).length) });
}

/** (batch, rows, columns) of at least two axes. */
function stackOf(network: NetworkDraft, x: Value): Value {
  const shape = network.shape(x);
  const [columns = 1, rows = 1] = [shape.at(-1), shape.at(-2)];
  const sizes = [elementCount(shape) / (rows * columns), rows, columns];
  return network.builder.add('Reshape', [x, network.builder.integers(sizes)]);
}

const ofAnyRank =
  (layer: Layer): Layer =>
  (network, x) =>
    network.shape(x).length === 0 ? null : layer(network, x);

function pad(network: NetworkDraft, x: Value): Value {
  const { builder } = network;
  const shape = network.shape(x);
  const mode = network.pick(['constant', 'edge', 'reflect'] as const);
  const most = (size: number): number => (mode === 'reflect' ? Math.min(2, size - 1) : 2);
  const low = (size: number): number => (mode === 'constant' && size > 3 ? -1 : 0);
  const side = (): number[] => shape.map((size, axis) => (axis < 1 ? 0 : network.integer(low(size), most(size))));
  const pads = builder.integers([...side(), ...side()]);
  const value = mode === 'constant' && network.chance(0.5) ? [network.parameter([])] : [];
  return builder.add('Pad', [x, pads, ...value], { mode });
}

function slice(network: NetworkDraft, x: Value): Value {
  const axis = axisOf(network, x);
  const size = axisSize(network, x, axis);
  const start = network.integer(0, size - 1);
  const step = network.integer(1, 3);
  const isBackward = network.chance(0.3);
  const lists = isBackward ? [[start], [-1000], [axis], [-step]] : [[start], [1000], [axis], [step]];
  return network.builder.add('Slice', [x, ...lists.map((list) => network.builder.integers(list))]);
}

function reduction(network: NetworkDraft, x: Value, operator: 'ReduceMax' | 'ReduceMean' | 'ReduceSum'): Value {
  const { builder } = network;
  const { length: rank } = network.shape(x);
  const axes = [...network.shape(x).keys()].filter(() => network.chance(0.4));
  const keepdims = network.integer(0, 1);
  if (axes.length === 0 || (keepdims === 0 && axes.length === rank)) return x;
  const separated = operator === 'ReduceMax' ? network.separate(x) : x;
  if (operator === 'ReduceMax') network.bendsAt(separated, 'apart');
  const y = builder.add(operator, [separated, builder.integers(axes)], { keepdims });
  if (operator !== 'ReduceSum') return y;
  const count = elementCount(network.shape(x)) / elementCount(network.shape(y));
  return builder.add('Mul', [y, builder.scalar(1 / Math.sqrt(count))]);
}

function scatter(network: NetworkDraft, x: Value): Value {
  const { builder } = network;
  const [size = 1, ...rest] = network.shape(x);
  const reduction = network.pick(['none', 'add', 'mul', 'max', 'min'] as const);
  // Added to, a place may stand again.
  const places = reduction === 'add' ? [0, 0, size - 1, -1] : [network.integer(0, size - 1)];
  const indices = builder.constant({
    dataType: 'int64',
    shape: [places.length, 1],
    data: BigInt64Array.from(places, BigInt),
  });
  const updates = network.parameter([places.length, ...rest]);
  const isChoice = reduction === 'max' || reduction === 'min';
  const separated = isChoice ? network.separate(x) : x;
  if (isChoice) network.bendsAt(builder.add('Sub', [builder.add('GatherND', [separated, indices]), updates]), 0);
  return builder.add('ScatterND', [separated, indices, updates], { reduction });
}

/** Attention over the rows of a stack (Vaswani et al., 2017). */
function attention(network: NetworkDraft, x: Value): Value {
  const { builder } = network;
  const stack = stackOf(network, x);
  const size = axisSize(network, stack, -1);
  const [query, key] = [0, 1].map(() => {
    const product = builder.add('MatMul', [stack, network.parameter([size, 3], 1 / Math.sqrt(size))]);
    return network.tanh(product);
  }) as [Value, Value];
  const scores = builder.add('MatMul', [query, builder.add('Transpose', [key], { perm: [0, 2, 1] })]);
  return builder.add('MatMul', [builder.add('Softmax', [scores], { axis: -1 }), stack]);
}

export const shapeLayers: readonly Layer[] = [
  (network: NetworkDraft, x: Value) => {
    const axis = axisOf(network, x);
    const other = network.tanh(x);
    return network.builder.add('Concat', network.chance(0.5) ? [x, other] : [other, x, other], { axis });
  },
  (network: NetworkDraft, x: Value) => {
    const axis = axisOf(network, x);
    const size = axisSize(network, x, axis);
    if (size < 2) return null;
    const first = network.integer(1, size - 1);
    const sizes = network.builder.integers([first, size - first]);
    const [a = '', b = ''] = network.builder.addMany('Split', [x, sizes], 2, { axis });
    if (network.chance(0.3)) return b;
    return network.builder.add('Concat', [network.builder.add('Sigmoid', [b]), a], { axis });
  },
  pad,
  slice,
  (network: NetworkDraft, x: Value) => reduction(network, x, 'ReduceMax'),
  (network: NetworkDraft, x: Value) => reduction(network, x, 'ReduceMean'),
  (network: NetworkDraft, x: Value) => reduction(network, x, 'ReduceSum'),
  scatter,
  attention,
  (network: NetworkDraft, x: Value) => {
    const perm = [...network.shape(x).keys()];
    for (let last = perm.length - 1; last > 0; last--) {
      const other = network.integer(0, last);
      [perm[last], perm[other]] = [perm[other] ?? 0, perm[last] ?? 0];
    }
    return network.builder.add('Transpose', [x], { perm });
  },
  (network: NetworkDraft, x: Value) => {
    const axis = network.integer(0, network.shape(x).length);
    const axes = network.builder.integers([axis]);
    const bent = network.tanh(network.builder.add('Unsqueeze', [x, axes]));
    return network.builder.add('Squeeze', [bent, axes]);
  },
  (network: NetworkDraft, x: Value) => {
    const shape = network.shape(x);
    const small = network.parameter(shape.map((size) => (network.chance(0.5) ? 1 : size)));
    return network.builder.add('Add', [x, network.builder.add('Expand', [small, network.builder.integers(shape)])]);
  },
  (network: NetworkDraft, x: Value) => {
    const axis = axisOf(network, x);
    const size = axisSize(network, x, axis);
    const places = Array.from({ length: network.integer(1, 4) }, () => network.integer(-size, size - 1));
    return network.builder.add('Gather', [x, network.builder.integers(places)], { axis });
  },
  // A place of its own in each part of a batch.
  (network: NetworkDraft, x: Value) => {
    const matrix = matrixOf(network, x);
    const [rows = 1, columns = 1] = network.shape(matrix);
    const places = Array.from({ length: rows * 2 }, () => network.integer(-columns, columns - 1));
    const data = BigInt64Array.from(places, BigInt);
    const indices = network.builder.constant({ dataType: 'int64', shape: [rows, 2, 1], data });
    return network.builder.add('GatherND', [matrix, indices], { batch_dims: 1 });
  },
  (network: NetworkDraft, x: Value) => {
    const matrix = matrixOf(network, x);
    const [rows = 1, columns = 1] = network.shape(matrix);
    const places = Array.from({ length: 6 }, () => [network.integer(-rows, rows - 1), network.integer(0, columns - 1)]);
    const data = BigInt64Array.from(places.flat(), BigInt);
    const indices = network.builder.constant({ dataType: 'int64', shape: [2, 3, 2], data });
    return network.builder.add('GatherND', [matrix, indices]);
  },
  (network: NetworkDraft, x: Value) => {
    const matrix = matrixOf(network, x);
    const [rows = 1, columns = 1] = network.shape(matrix);
    const [transA, transB] = [network.integer(0, 1), network.integer(0, 1)];
    const inner = transA === 1 ? rows : columns;
    const weight = network.parameter(transB === 1 ? [4, inner] : [inner, 4], 1 / Math.sqrt(inner));
    const bias = network.chance(0.5) ? [network.parameter(network.pick([[4], [1, 4], [1]]))] : [];
    return network.builder.add('Gemm', [matrix, weight, ...bias], { transA, transB, alpha: 0.8, beta: 1.2 });
  },
  (network: NetworkDraft, x: Value) => {
    const stack = stackOf(network, x);
    const [batch = 1, , columns = 1] = network.shape(stack);
    const deviation = 1 / Math.sqrt(columns);
    if (network.chance(0.5)) {
      return network.builder.add('MatMul', [stack, network.parameter([batch, columns, 3], deviation)]);
    }
    const equation = network.pick(['nij,jk->nik', 'nij,jk->ikn', 'nij,jk->kni']);
    return network.builder.add('Einsum', [stack, network.parameter([columns, 3], deviation)], { equation });
  },
  (network: NetworkDraft, x: Value) => {
    const axis = axisOf(network, x);
    const shape = network.shape(x).slice(axis);
    const affine = [network.parameter(shape, 0.3, 1), ...(network.chance(0.5) ? [network.parameter(shape)] : [])];
    return network.builder.add('LayerNormalization', [x, ...affine], { axis, epsilon: 0.1 });
  },
  // One window over lines of numbers.
  (network: NetworkDraft, x: Value) => {
    const stack = stackOf(network, x);
    const kernel = network.integer(1, Math.min(3, axisSize(network, stack, -1)));
    const pads = [network.integer(0, kernel - 1), network.integer(0, kernel - 1)];
    return network.builder.add('AveragePool', [stack], { kernel_shape: [kernel], strides: [2], pads });
  },
  (network: NetworkDraft, x: Value) => {
    const values = network.builder.constant(float32Tensor([1], [network.number(0.5, 1.5)]));
    return network.builder.add('Mul', [x, values]);
  },
].map(ofAnyRank);
