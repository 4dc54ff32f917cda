import type { NetworkScope } from '../../../../workers/architectures/trainableNetwork.ts';
import type { Value } from '../../../../workers/onnx/graphBuilder.ts';
import { branchedNetwork, integerTable, learnt, reshape } from './branches.ts';

/** Operators that move, choose and reduce, and matrix products, as attention and pooling in networks use them. */
export const arrangements = branchedNetwork('arrangements', {
  attention: (scope, x, name) => {
    const { builder } = scope;
    const shape = builder.shape(x);
    const tokens = builder.add('Transpose', [asTokens(scope, x)], { perm: [0, 2, 1] });
    const [query, key, value] = ['query', 'key', 'value'].map((part) => {
      return builder.add('MatMul', [tokens, learnt(scope, `${name}.${part}`, [8, 8])]);
    }) as [Value, Value, Value];
    const scores = builder.add('MatMul', [query, builder.add('Transpose', [key], { perm: [0, 2, 1] })]);
    const mixed = builder.add('MatMul', [builder.add('Softmax', [scores], { axis: -1 }), value]);
    return reshape(scope, builder.add('Transpose', [mixed], { perm: [0, 2, 1] }), shape);
  },
  einsum: (scope, x, name) => {
    const mixed = scope.builder.add('Einsum', [learnt(scope, `${name}.weight`, [6, 8]), asTokens(scope, x)], {
      equation: 'oc,ncp->nop',
    });
    return reshape(scope, mixed, [...scope.builder.shape(x)].with(1, 6));
  },
  gate: (scope, x, name) => {
    const { builder } = scope;
    const [samples = 1] = builder.shape(x);
    const mean = builder.add('Flatten', [builder.add('GlobalAveragePool', [x])], { axis: 1 });
    const inputs = [mean, learnt(scope, `${name}.weight`, [8, 8]), learnt(scope, `${name}.bias`, [8])];
    const gates = builder.add('Sigmoid', [builder.add('Gemm', inputs, { transB: 1, alpha: 2 })]);
    return builder.add('Mul', [x, reshape(scope, gates, [samples, 8, 1, 1])]);
  },
  gather: (scope, x) => {
    return scope.builder.add('Gather', [x, integerTable(scope, [5], [3, 0, -1, 3, 6])], { axis: 1 });
  },
  gatherPlaces: (scope, x) => {
    const { builder } = scope;
    const [samples = 1, , height = 1, width = 1] = builder.shape(x);
    const flat = reshape(scope, x, [samples * 8, height * width]);
    const rows = integerTable(scope, [4, 1], [0, 2, 2, 5]);
    const chosen = builder.add('GatherND', [flat, rows]);
    const spread = builder.add('ScatterND', [flat, integerTable(scope, [4, 1], [1, 3, 4, 7]), chosen]);
    return reshape(scope, spread, builder.shape(x));
  },
  gatherPlacesOfSamples: (scope, x) => {
    const { builder } = scope;
    const [samples = 1] = builder.shape(x);
    const rows = Array.from({ length: samples * 5 }, (_, i) => (3 * i) % 8);
    return builder.add('GatherND', [x, integerTable(scope, [samples, 5, 1], rows)], { batch_dims: 1 });
  },
  logSoftmax: ({ builder }, x) => builder.add('LogSoftmax', [x], { axis: 1 }),
  pad: ({ builder }, x) => {
    const [, , height = 1, width = 1] = builder.shape(x);
    const reflected = builder.add('Pad', [x, builder.integers([0, 0, 2, 1, 0, 0, 1, 2])], { mode: 'reflect' });
    const bordered = builder.add('Pad', [reflected, builder.integers([0, 0, 1, 1, 0, 0, 1, 1])]);
    const lists = [
      [2, 1],
      [2 + height, 1 + width],
      [2, 3],
      [1, 1],
    ];
    return builder.add('Slice', [bordered, ...lists.map((list) => builder.integers(list))]);
  },
  reduce: ({ builder }, x) => {
    const axes = builder.integers([2, 3]);
    const mean = builder.add('ReduceMean', [x, axes], { keepdims: 1 });
    const largest = builder.add('ReduceMax', [x, builder.integers([1])], { keepdims: 1 });
    const sum = builder.add('ReduceSum', [builder.add('Mul', [x, builder.scalar(0.01)]), axes], { keepdims: 0 });
    const stretched = builder.add('Unsqueeze', [sum, axes]);
    return builder.add('Add', [builder.add('Mul', [x, mean]), builder.add('Mul', [largest, stretched])]);
  },
  scatterReduced: (scope, x, name) => {
    const { builder } = scope;
    const [, , height = 1, width = 1] = builder.shape(x);
    const planes = builder.integers([3, height, width]);
    return (['mul', 'max', 'min'] as const).reduce((value, reduction, i) => {
      const places = integerTable(scope, [3, 2], [0, 1 + i, 1, 7 - i, 1, 2]);
      const updates = builder.add('Expand', [learnt(scope, `${name}.${reduction}`, [3, 1, 1]), planes]);
      return builder.add('ScatterND', [value, places, updates], { reduction });
    }, x);
  },
  split: ({ builder }, x) => {
    const [a = '', b = '', c = ''] = builder.addMany('Split', [x, builder.integers([3, 2, 3])], 3, { axis: 1 });
    return builder.add('Concat', [builder.add('Mul', [a, c]), b], { axis: 1 });
  },
  squeeze: ({ builder }, x) => {
    const shape = builder.shape(x);
    const plane = builder.add('ReduceMean', [x, builder.integers([1])], { keepdims: 1 });
    const single = builder.add('Squeeze', [plane, builder.integers([1])]);
    const back = builder.add('Unsqueeze', [builder.add('Tanh', [single]), builder.integers([1])]);
    return builder.add('Expand', [back, builder.integers(shape.with(1, 2))]);
  },
});

/** (N, C, H, W) to (N, C, pixels) */
function asTokens(scope: NetworkScope, x: Value): Value {
  const [samples = 1, channels = 1, height = 1, width = 1] = scope.builder.shape(x);
  return reshape(scope, x, [samples, channels, height * width]);
}
