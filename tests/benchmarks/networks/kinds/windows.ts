import type { Value } from '../../../../workers/onnx/graphBuilder.ts';
import type { NetworkScope } from '../../../../workers/architectures/trainableNetwork.ts';
import { branchedNetwork, floats, learnt } from './branches.ts';

const same = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
const halved = { ...same, strides: [2, 2] };
const repeated = { mode: 'nearest', nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' };

/** Convolutions and pooling with every kind of window, and the ways back to the size before. */
export const windows = branchedNetwork('windows', {
  asymmetric: (scope, x, name) => {
    const kernel = learnt(scope, `${name}.weight`, [4, 8, 2, 3]);
    return scope.builder.add('Conv', [x, kernel], { kernel_shape: [2, 3], pads: [0, 2, 1, 0] });
  },
  averagePool: ({ builder }, x) => {
    return enlarge(builder, builder.add('AveragePool', [x], { kernel_shape: [2, 2], strides: [2, 2] }), 2);
  },
  averagePoolOverlapping: ({ builder }, x) => builder.add('AveragePool', [x], { ...same, strides: [1, 1] }),
  averagePoolWithBorder: ({ builder }, x) => {
    return enlarge(builder, builder.add('AveragePool', [x], { ...halved, count_include_pad: 1 }), 2);
  },
  depthToSpace: (scope, x, name) => {
    const kernel = learnt(scope, `${name}.weight`, [8, 8, 3, 3]);
    const half = scope.builder.add('Conv', [x, kernel, learnt(scope, `${name}.bias`, [8])], halved);
    return scope.builder.add('DepthToSpace', [half], { blocksize: 2, mode: 'CRD' });
  },
  depthwise: (scope, x, name) => {
    const kernel = learnt(scope, `${name}.weight`, [8, 1, 3, 3]);
    return scope.builder.add('Conv', [x, kernel], { ...same, group: 8 });
  },
  depthwiseHalved: (scope, x, name) => {
    const kernel = learnt(scope, `${name}.weight`, [8, 1, 3, 3]);
    return enlarge(scope.builder, scope.builder.add('Conv', [x, kernel], { ...halved, group: 8 }), 2);
  },
  dilated: (scope, x, name) => {
    const kernel = learnt(scope, `${name}.weight`, [8, 8, 3, 3]);
    return scope.builder.add('Conv', [x, kernel], { ...same, pads: [3, 2, 3, 2], dilations: [3, 2] });
  },
  globalAveragePool: ({ builder }, x) => builder.add('Mul', [x, builder.add('GlobalAveragePool', [x])]),
  globalMaxPool: ({ builder }, x) => builder.add('Mul', [x, builder.add('GlobalMaxPool', [x])]),
  grouped: (scope, x, name) => {
    const kernel = learnt(scope, `${name}.weight`, [6, 4, 3, 3]);
    return scope.builder.add('Conv', [x, kernel], { ...same, group: 2 });
  },
  maxPool: ({ builder }, x) => {
    return enlarge(builder, builder.add('MaxPool', [x], { kernel_shape: [3, 3], strides: [3, 3] }), 3);
  },
  maxPoolOverlapping: ({ builder }, x) => enlarge(builder, builder.add('MaxPool', [x], halved), 2),
  resizeCorners: (scope, x) =>
    resizeThere(scope, x, { mode: 'linear', coordinate_transformation_mode: 'align_corners' }),
  resizeCubic: (scope, x) => resizeThere(scope, x, { mode: 'cubic', coordinate_transformation_mode: 'half_pixel' }),
  resizeLinear: (scope, x) => resizeThere(scope, x, { mode: 'linear', coordinate_transformation_mode: 'half_pixel' }),
  spaceToDepth: (scope, x, name) => {
    const quarters = scope.builder.add('SpaceToDepth', [x], { blocksize: 2 });
    const mixed = scope.builder.add('Conv', [quarters, learnt(scope, `${name}.weight`, [8, 32, 1, 1])]);
    return scope.builder.add('DepthToSpace', [mixed], { blocksize: 2, mode: 'DCR' });
  },
  transposed: (scope, x, name) => {
    const { builder } = scope;
    const half = builder.add('Conv', [x, learnt(scope, `${name}.down`, [8, 8, 2, 2])], {
      kernel_shape: [2, 2],
      strides: [2, 2],
    });
    return builder.add('ConvTranspose', [half, learnt(scope, `${name}.up`, [8, 4, 3, 3])], {
      ...halved,
      output_padding: [1, 1],
    });
  },
});

function enlarge(builder: NetworkScope['builder'], x: Value, factor: number): Value {
  return builder.add('Resize', [x, '', floats({ builder }, 1, 1, factor, factor)], repeated);
}

/** To an odd size and back. */
function resizeThere({ builder }: NetworkScope, x: Value, attributes: object): Value {
  const shape = builder.shape(x);
  const other = [...shape.slice(0, 2), 17, 7];
  const there = builder.add('Resize', [x, '', '', builder.integers(other)], attributes);
  return builder.add('Resize', [there, '', '', builder.integers(shape)], attributes);
}
