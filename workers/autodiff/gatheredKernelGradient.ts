import { elementCount } from '../onnx/graph.ts';
import type { Value } from '../onnx/graphBuilder.ts';
import { channelsFirst } from '../onnx/kernelLayout.ts';
import { placesOf, type KernelUse } from './kernelUse.ts';
import { reshapeTo } from './reductions.ts';

/** So few that a product for each sample and place costs more than the pixels that are gathered for one product. */
const fewWindows = 512;

/** Strided slices are cheaper where channels come last. */
export function suitsGathering({ builder, response, shape, window, group, device }: KernelUse): boolean {
  const [samples = 1, , ...counts] = builder.shape(response);
  const isStrided = window.strides.some((stride) => stride > 1) && elementCount(shape.slice(2)) > 1;
  return device === 'cpu' && group === 1 && (isStrided || samples * elementCount(counts) <= fewWindows);
}

/**
 * dW as one product (O, windows) times (windows, places C): for each window of each sample, the pixels that it meets lie
 * beside each other, channels last.
 */
export function gatheredKernelGradient({ builder, image, response, shape, window }: KernelUse): Value {
  const [outputs = 1, channels = 1] = shape;
  const [samples = 1, , ...counts] = builder.shape(response);
  const [top = 0, left = 0, bottom = 0, right = 0] = window.pads;
  const windows = samples * elementCount(counts);
  const flatG = reshapeTo(builder, builder.add('Transpose', [response], { perm: [1, 0, 2, 3] }), [outputs, windows]);
  const channelsLast = builder.add('Transpose', [image], { perm: [0, 2, 3, 1] });
  const isPadded = window.pads.some((pad) => pad !== 0);
  const border = builder.integers([0, top, left, 0, 0, bottom, right, 0]);
  const padded = isPadded ? builder.add('Pad', [channelsLast, border]) : channelsLast;
  const met = placesOf(window).map((place) => {
    const starts = place.map((steps, axis) => steps * (window.dilations[axis] ?? 1));
    const ends = counts.map((count, axis) => (starts[axis] ?? 0) + (count - 1) * (window.strides[axis] ?? 1) + 1);
    const lists = [starts, ends, [1, 2], window.strides];
    return builder.add('Slice', [padded, ...lists.map((list) => builder.integers(list))]);
  });
  const [first = ''] = met;
  const joined = met.length === 1 ? first : builder.add('Concat', met, { axis: 3 });
  const product = builder.add('MatMul', [flatG, reshapeTo(builder, joined, [windows, met.length * channels])]);
  return channelsFirst(builder, reshapeTo(builder, product, [outputs, ...shape.slice(2), channels]));
}
