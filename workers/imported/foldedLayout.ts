import { elementCount } from '../onnx/graph.ts';
import { sliceRanges } from '../onnx/shapes/layoutShapes.ts';
import { axisFrom, broadcastShapes } from '../onnx/shapes/shapeRule.ts';
import { axesOf, inputAt, numbersOf, picked, reshaped, sliceConstants, stretched, type Fold } from './knownLayout.ts';

/** Operators that move, cut, join or repeat known tensors. */
export const foldedLayout = {
  Concat: (context) => {
    const parts = context.inputs.map((_, i) => inputAt(context, i));
    const { dataType, shape } = inputAt(context, 0);
    const axis = axisFrom(context.attributes.int('axis') ?? 0, shape.length);
    const rows = elementCount(shape.slice(0, axis));
    const rowOf = (row: number) =>
      parts.flatMap(({ elements }) =>
        elements.slice((row * elements.length) / rows, ((row + 1) * elements.length) / rows),
      );
    const total = parts.reduce((sum, part) => sum + (part.shape[axis] ?? 1), 0);
    return {
      dataType,
      shape: shape.with(axis, total),
      elements: Array.from({ length: rows }, (_, row) => rowOf(row)).flat(),
    };
  },
  Expand: (context) => {
    const data = inputAt(context, 0);
    return stretched(data, broadcastShapes(data.shape, numbersOf(inputAt(context, 1))));
  },
  Gather: (context) => {
    const [data, indices] = [inputAt(context, 0), inputAt(context, 1)];
    const axis = axisFrom(context.attributes.int('axis') ?? 0, data.shape.length);
    const size = data.shape[axis] ?? 1;
    const places = numbersOf(indices).map((index) => (index < 0 ? index + size : index));
    const outside = places.find((place) => place < 0 || place >= size);
    if (outside !== undefined) throw new RangeError(`there is no place ${outside} among ${size}`);
    const flat = picked(data, [...data.shape.slice(0, axis), places.length, ...data.shape.slice(axis + 1)], (place) =>
      place.with(axis, places[place[axis] ?? 0] ?? 0),
    );
    return reshaped(flat, [...data.shape.slice(0, axis), ...indices.shape, ...data.shape.slice(axis + 1)]);
  },
  Identity: (context) => inputAt(context, 0),
  Reshape: (context) => {
    context.attributes.only('allowzero', 0);
    const data = inputAt(context, 0);
    const wanted = numbersOf(inputAt(context, 1)).map((size, axis) => (size === 0 ? (data.shape[axis] ?? 1) : size));
    const rest = data.elements.length / elementCount(wanted.filter((size) => size !== -1));
    return reshaped(
      data,
      wanted.map((size) => (size === -1 ? rest : size)),
    );
  },
  Slice: (context) => {
    const data = inputAt(context, 0);
    const ranges = sliceRanges(data.shape, sliceConstants(context));
    const shape = data.shape.map((size, axis) => ranges.get(axis)?.count ?? size);
    return picked(data, shape, (place) =>
      place.map((index, axis) => {
        const { start, step } = ranges.get(axis) ?? { start: 0, step: 1 };
        return start + index * step;
      }),
    );
  },
  Squeeze: (context) => {
    const data = inputAt(context, 0);
    const ones = [...data.shape.keys()].filter((axis) => data.shape[axis] === 1);
    const dropped = (axesOf(context) ?? ones).map((axis) => axisFrom(axis, data.shape.length));
    return reshaped(
      data,
      data.shape.filter((_, axis) => !dropped.includes(axis)),
    );
  },
  Tile: (context) => {
    const [data, repeats] = [inputAt(context, 0), numbersOf(inputAt(context, 1))];
    const shape = data.shape.map((size, axis) => size * (repeats[axis] ?? 1));
    return picked(data, shape, (place) => place.map((index, axis) => index % (data.shape[axis] ?? 1)));
  },
  Transpose: (context) => {
    const data = inputAt(context, 0);
    const permutation = context.attributes.ints('perm') ?? [...data.shape.keys()].reverse();
    const shape = permutation.map((axis) => data.shape[axis] ?? 1);
    return picked(data, shape, (place) => data.shape.map((_, axis) => place[permutation.indexOf(axis)] ?? 0));
  },
  Unsqueeze: (context) => {
    const data = inputAt(context, 0);
    const axes = axesOf(context) ?? [];
    const rank = data.shape.length + axes.length;
    const added = axes.map((axis) => axisFrom(axis, rank));
    const sizes = data.shape.values();
    return reshaped(
      data,
      Array.from({ length: rank }, (_, axis) => (added.includes(axis) ? 1 : (sizes.next().value ?? 1))),
    );
  },
} as const satisfies Readonly<Record<string, Fold>>;
