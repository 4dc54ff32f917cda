import type { Operator } from '../operators.ts';
import { at, likeFirst, required, type ShapeRules } from './shapeRule.ts';
import { windowShapes } from './windowShapes.ts';

/** Operators on the blocked layout; its shapes are the nominal ones. */
export const nchwcShapes = {
  NchwcAveragePool: (context) => windowShapes.AveragePool(context),
  NchwcConv: (context) => windowShapes.Conv(context),
  NchwcReorderInput: likeFirst,
  NchwcReorderOutput: likeFirst,
  NchwcUpsample: ({ inputs, attributes }) => {
    const { dataType, shape } = required(inputs[0]);
    return [{ dataType, shape: shape.map((size, axis) => size * at(attributes.scales ?? [], axis)) }];
  },
} satisfies Partial<ShapeRules<Operator>>;
