import type { Operator } from '../operators.ts';
import { at, axisFrom, likeFirst, required, type ShapeRules } from './shapeRule.ts';

export const indexingShapes = {
  // The axis gives way to the axes of the indices.
  Gather: ({ inputs, attributes }) => {
    const [{ dataType, shape }, indices] = [required(inputs[0]), required(inputs[1])];
    const axis = axisFrom(attributes.axis ?? 0, shape.length);
    return [{ dataType, shape: [...shape.slice(0, axis), ...indices.shape, ...shape.slice(axis + 1)] }];
  },
  // The last axis of the indices names a place in the first axes after those of the batch.
  GatherND: ({ inputs, attributes }) => {
    const [{ dataType, shape }, indices] = [required(inputs[0]), required(inputs[1])];
    const named = (attributes.batch_dims ?? 0) + at(indices.shape, -1);
    return [{ dataType, shape: [...indices.shape.slice(0, -1), ...shape.slice(named)] }];
  },
  ScatterElements: likeFirst,
  ScatterND: likeFirst,
} satisfies Partial<ShapeRules<Operator>>;
