import { elementCount } from '../onnx/graph.ts';
import type { Value } from '../onnx/graphBuilder.ts';
import { windowReach } from '../onnx/shapes/windows.ts';
import type { KernelUse } from './kernelUse.ts';
import { reshapeTo, sumAxes } from './reductions.ts';

/** Whether each channel is convolved for itself, in whole blocks of channels. */
export function suitsDepthwise({ builder, image, shape: [outputs = 1, perGroup], group, block }: KernelUse): boolean {
  const [, channels = 1] = builder.shape(image);
  return block !== null && group === channels && outputs === channels && perGroup === 1 && channels % block === 0;
}

/**
 * dW(c,k) = sum over n,p of G(n,c,p) X(n,c,s p + d k - pad), as a depthwise convolution in blocks: every channel of every
 * sample is one channel of the image, and G is its kernel, as large as itself, whose places are `s` apart. G in blocks
 * lies in memory as such a kernel does, so nothing is copied. The places that it takes along X are the kernel's, `d` apart.
 */
export function depthwiseKernelGradient({ builder, image, response, shape, window, block }: KernelUse): Value {
  const [samples = 1, channels = 1, ...sizes] = builder.shape(image);
  const counts = builder.shape(response).slice(2);
  const { kernel, strides, dilations, pads } = window;
  const planes = samples * channels;
  const reach = windowReach({ ...window, kernel: counts, dilations: strides });
  // So much border after the image that G takes as many places as the kernel has, whatever was left over or passed.
  const after = kernel.map((count, axis) => {
    const [size = 0, spread = 1, before = 0] = [sizes[axis], dilations[axis], pads[axis]];
    return (count - 1) * spread + (reach[axis] ?? 1) - size - before;
  });
  const blocked = builder.add('NchwcReorderInput', [image]);
  const weights = builder.add('NchwcReorderInput', [response]);
  const inputs = [
    builder.add('Reshape', [blocked, builder.integers([1, planes, ...sizes])]),
    builder.add('Reshape', [weights, builder.integers([planes, 1, ...counts])]),
  ];
  const products = builder.add('NchwcConv', inputs, {
    group: planes,
    kernel_shape: counts,
    pads: [...pads.slice(0, 2), ...after],
    strides: dilations,
    dilations: strides,
  });
  const width = block ?? 1;
  const places = elementCount(kernel);
  const parts = reshapeTo(builder, products, [samples, channels / width, places, width]);
  const sums = sumAxes(builder, parts, [0], false);
  return reshapeTo(builder, builder.add('Transpose', [sums], { perm: [0, 2, 1] }), shape);
}
