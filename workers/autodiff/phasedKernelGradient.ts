import { elementCount } from '../onnx/graph.ts';
import type { Value } from '../onnx/graphBuilder.ts';
import { fewChannels, type KernelUse } from './kernelUse.ts';
import { reshapeTo } from './reductions.ts';

/** Of fewer, strided slices are cheaper than phases. */
const manyPlaces = 9;

/** As at the stem of a network: a large kernel that strides over few channels. */
export function hasCheapPhases({ builder, image, response, shape, window, group, device }: KernelUse): boolean {
  const [, channels = 1, ...sizes] = builder.shape(image);
  const counts = builder.shape(response).slice(2);
  const { strides, dilations } = window;
  const isReduced = sizes.every((size, axis) => size === (counts[axis] ?? 0) * (strides[axis] ?? 1));
  const isLarge = elementCount(shape.slice(2)) > manyPlaces && (strides[0] ?? 1) > 1 && strides[0] === strides[1];
  const isPlain = group === 1 && dilations.every((step) => step === 1);
  return device === 'cpu' && channels <= fewChannels && isLarge && isReduced && isPlain;
}

/**
 * A convolution of stride s is one of stride 1 on the s s phases of its image, the planes of every s-th pixel: pixel
 * s p + k - pad lies at p + floor((k - pad) / s) of one of them. `kernelGradient` takes the gradient of that one.
 */
export function kernelGradientOfPhases(use: KernelUse, kernelGradient: (use: KernelUse) => Value): Value {
  const { builder, image, shape, window } = use;
  const [, channels = 1] = builder.shape(image);
  const [outputs = 1, , ...kernel] = shape;
  const [stride = 1] = window.strides;
  const phases = builder.add('SpaceToDepth', [image], { blocksize: stride });
  const before = kernel.map((_, axis) => Math.ceil((window.pads[axis] ?? 0) / stride));
  const after = kernel.map((size, axis) => {
    return Math.max(0, Math.floor((size - 1 - (window.pads[axis] ?? 0)) / stride));
  });
  const moves = before.map((count, axis) => count + 1 + (after[axis] ?? 0));
  const gradient = kernelGradient({
    ...use,
    image: phases,
    shape: [outputs, channels * stride ** 2, ...moves],
    window: { kernel: moves, strides: [1, 1], dilations: [1, 1], pads: [...before, ...after] },
  });
  const parts = reshapeTo(builder, gradient, [outputs, stride, stride, channels, ...moves]);
  const moved = builder.add('Transpose', [parts], { perm: [0, 3, 4, 1, 5, 2] });
  const whole = [outputs, channels, ...moves.map((count) => count * stride)];
  const starts = before.map((count, axis) => count * stride - (window.pads[axis] ?? 0));
  const ends = starts.map((start, axis) => start + (kernel[axis] ?? 1));
  const lists = [starts, ends, [2, 3]].map((list) => builder.integers(list));
  return builder.add('Slice', [reshapeTo(builder, moved, whole), ...lists]);
}
