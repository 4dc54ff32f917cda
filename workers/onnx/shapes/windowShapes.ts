import type { Operator } from '../operators.ts';
import { at, required, type ShapeContext, type ShapeRules } from './shapeRule.ts';
import { windowCounts, windowOf } from './windows.ts';

/** Operators that move a window over images (samples, channels, axes of pixels...). */
export const windowShapes = {
  AveragePool: (context) => [{ ...required(context.inputs[0]), shape: pooledShape(context) }],
  Conv: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    const kernel = required(inputs[1]).shape;
    if (at(shape, 1) !== at(kernel, 1) * (attributes.group ?? 1)) {
      throw new TypeError('Conv: the kernel has other channels than its input.');
    }
    const sizes = shape.slice(2);
    const counts = windowCounts(sizes, windowOf(sizes, attributes, kernel.slice(2)), false);
    return [{ dataType, shape: [at(shape, 0), at(kernel, 0), ...counts] }];
  },
  ConvTranspose: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    const kernel = required(inputs[1]).shape;
    if ((attributes.auto_pad ?? 'NOTSET') !== 'NOTSET') {
      throw new TypeError('ConvTranspose: pads must be given as numbers.');
    }
    const axes = kernel.length - 2;
    const spatial = shape.slice(2).map((size, axis) => {
      const padding = (attributes.pads?.[axis] ?? 0) + (attributes.pads?.[axis + axes] ?? 0);
      const reach = (at(kernel, axis + 2) - 1) * (attributes.dilations?.[axis] ?? 1) + 1;
      const outerPadding = attributes.output_padding?.[axis] ?? 0;
      return (size - 1) * (attributes.strides?.[axis] ?? 1) + reach - padding + outerPadding;
    });
    return [{ dataType, shape: [at(shape, 0), at(kernel, 1) * (attributes.group ?? 1), ...spatial] }];
  },
  GlobalAveragePool: ({ inputs }) => [wholePlanes(required(inputs[0]))],
  GlobalMaxPool: ({ inputs }) => [wholePlanes(required(inputs[0]))],
  // The second output holds the places of the maxima in the whole input, counted row by row.
  MaxPool: (context) => {
    const shape = pooledShape(context);
    return [
      { ...required(context.inputs[0]), shape },
      { dataType: 'int64', shape },
    ];
  },
  MaxUnpool: ({ inputs, constant }) => [{ ...required(inputs[0]), shape: constant(2) }],
} satisfies Partial<ShapeRules<Operator>>;

function pooledShape({ inputs, attributes }: ShapeContext<'AveragePool' | 'MaxPool'>): number[] {
  const { shape } = required(inputs[0]);
  const sizes = shape.slice(2);
  return [...shape.slice(0, 2), ...windowCounts(sizes, windowOf(sizes, attributes), attributes.ceil_mode === 1)];
}

function wholePlanes<T extends { readonly shape: readonly number[] }>(info: T): T {
  return { ...info, shape: info.shape.map((size, axis) => (axis < 2 ? size : 1)) };
}
