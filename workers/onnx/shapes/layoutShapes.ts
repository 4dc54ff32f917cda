import { elementCount } from '../graph.ts';
import type { Operator } from '../operators.ts';
import { at, axisFrom, broadcastShapes, required, type ReadConstant, type ShapeRules } from './shapeRule.ts';

/** Operators that move, cut, repeat or stretch what they are given. */
export const layoutShapes = {
  Concat: ({ inputs, attributes }) => {
    const infos = inputs.map(required);
    const { dataType, shape } = required(infos[0]);
    const axis = axisFrom(attributes.axis ?? 0, shape.length);
    const other = infos.find((info) => info.shape.with(axis, 0).join() !== shape.with(axis, 0).join());
    if (other !== undefined) {
      throw new TypeError(`Concat: ${shape.join('x')} and ${other.shape.join('x')} differ beside axis ${axis}.`);
    }
    const total = infos.reduce((sum, info) => sum + at(info.shape, axis), 0);
    return [{ dataType, shape: shape.with(axis, total) }];
  },
  DepthToSpace: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    const block = attributes.blocksize ?? 1;
    return [{ dataType, shape: [at(shape, 0), at(shape, 1) / block ** 2, at(shape, 2) * block, at(shape, 3) * block] }];
  },
  Expand: ({ inputs, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    return [{ dataType, shape: broadcastShapes(shape, constant(1)) }];
  },
  Flatten: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    const axis = axisFrom(attributes.axis ?? 1, shape.length);
    return [{ dataType, shape: [elementCount(shape.slice(0, axis)), elementCount(shape.slice(axis))] }];
  },
  Pad: ({ inputs, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    const pads = padsOfAllAxes(shape.length, constant);
    return [{ dataType, shape: shape.map((size, axis) => size + at(pads, axis) + at(pads, axis + shape.length)) }];
  },
  Reshape: ({ inputs, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    const wanted = constant(1).map((size, axis) => (size === 0 ? at(shape, axis) : size));
    const known = elementCount(wanted.filter((size) => size !== -1));
    const result = wanted.map((size) => (size === -1 ? elementCount(shape) / known : size));
    if (elementCount(result) !== elementCount(shape)) {
      throw new TypeError(`Reshape: ${shape.join('x')} does not hold as many values as ${result.join('x')}.`);
    }
    return [{ dataType, shape: result }];
  },
  Resize: ({ inputs, attributes, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    return [{ dataType, shape: resizedAxes(shape, attributes.axes, constant).map(({ resized }) => resized) }];
  },
  // The sizes of the axes from `start` to before `end`.
  Shape: ({ inputs, attributes }) => {
    const { shape } = required(inputs[0]);
    return [{ dataType: 'int64', shape: [shape.slice(attributes.start ?? 0, attributes.end).length] }];
  },
  Slice: ({ inputs, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    const ranges = sliceRanges(shape, constant);
    return [{ dataType, shape: shape.map((size, axis) => ranges.get(axis)?.count ?? size) }];
  },
  SpaceToDepth: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    const block = attributes.blocksize ?? 1;
    return [{ dataType, shape: [at(shape, 0), at(shape, 1) * block ** 2, at(shape, 2) / block, at(shape, 3) / block] }];
  },
  Split: ({ inputs, attributes, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    const axis = axisFrom(attributes.axis ?? 0, shape.length);
    return constant(1).map((size) => ({ dataType, shape: shape.with(axis, size) }));
  },
  // Without axes, all of size 1 are dropped.
  Squeeze: ({ inputs, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    const ones = [...shape.keys()].filter((axis) => shape[axis] === 1);
    const dropped = constant(1, ones).map((axis) => axisFrom(axis, shape.length));
    return [{ dataType, shape: shape.filter((_, axis) => !dropped.includes(axis)) }];
  },
  Transpose: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    const permutation = attributes.perm ?? shape.map((_, axis) => shape.length - 1 - axis);
    return [{ dataType, shape: permutation.map((axis) => at(shape, axis)) }];
  },
  Unsqueeze: ({ inputs, constant }) => {
    const { dataType, shape } = required(inputs[0]);
    const rank = shape.length + constant(1).length;
    const added = constant(1).map((axis) => axisFrom(axis, rank));
    const sizes = shape.values();
    return [
      { dataType, shape: Array.from({ length: rank }, (_, i) => (added.includes(i) ? 1 : (sizes.next().value ?? 1))) },
    ];
  },
} satisfies Partial<ShapeRules<Operator>>;

/** Pads of a Pad before every axis and then after every axis, also where its fourth input names only some. */
export function padsOfAllAxes(rank: number, constant: ReadConstant): number[] {
  const axes = constant(
    3,
    Array.from({ length: rank }, (_, axis) => axis),
  ).map((axis) => axisFrom(axis, rank));
  const given = constant(1);
  const pads = Array.from({ length: 2 * rank }, () => 0);
  for (const [i, axis] of axes.entries()) {
    pads[axis] = at(given, i);
    pads[axis + rank] = at(given, i + axes.length);
  }
  return pads;
}

export interface ResizedAxis {
  readonly size: number;
  readonly resized: number;
  readonly scale: number;
}

/** What a Resize makes of every axis: by scales (its third input) or by sizes (its fourth). */
export function resizedAxes(
  shape: readonly number[],
  axes: readonly number[] | undefined,
  constant: ReadConstant,
): readonly ResizedAxis[] {
  const named = (axes ?? [...shape.keys()]).map((axis) => axisFrom(axis, shape.length));
  const [scales, sizes] = [constant(2, []), constant(3, [])];
  return shape.map((size, axis) => {
    const index = named.indexOf(axis);
    if (index < 0) return { size, resized: size, scale: 1 };
    if (scales.length > 0) return { size, resized: Math.floor(size * at(scales, index)), scale: at(scales, index) };
    return { size, resized: at(sizes, index), scale: at(sizes, index) / size };
  });
}

export interface SliceRange {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** What a Slice takes from each axis that it names; its ends are clipped as the specification says. */
export function sliceRanges(shape: readonly number[], constant: ReadConstant): ReadonlyMap<number, SliceRange> {
  const [starts, ends] = [constant(1), constant(2)];
  const axes = constant(3, [...starts.keys()]);
  const steps = constant(
    4,
    starts.map(() => 1),
  );
  return new Map(
    axes.map((axis, i) => {
      const [size, step] = [at(shape, axisFrom(axis, shape.length)), at(steps, i)];
      const fromEnd = (value: number): number => (value < 0 ? value + size : value);
      const low = step > 0 ? 0 : -1;
      const high = step > 0 ? size : size - 1;
      const start = Math.min(Math.max(fromEnd(at(starts, i)), 0), high);
      const end = Math.min(Math.max(fromEnd(at(ends, i)), low), size);
      return [axisFrom(axis, shape.length), { start, step, count: Math.max(0, Math.ceil((end - start) / step)) }];
    }),
  );
}
