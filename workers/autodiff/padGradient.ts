import type { Value } from '../onnx/graphBuilder.ts';
import { padsOfAllAxes } from '../onnx/shapes/layoutShapes.ts';
import { constantsOf } from './arithmetic.ts';
import { transposeAlongAxis, type AxisMatrix } from './axisMatrices.ts';
import { noGradient, type RuleContext } from './gradientRule.ts';
import { sumAxes } from './reductions.ts';

/**
 * mode constant: dx = g without the border, which belongs to the constant. Modes reflect and edge copy pixels into the
 * border, a linear map along each axis: dx = g taken back along each axis by the transposed matrix.
 */
export function padGradient(context: RuleContext<'Pad'>): readonly (Value | null)[] {
  const { builder, inputs, attributes, gradient, needs } = context;
  const shape = builder.shape(inputs[0] ?? '');
  const pads = padsOfAllAxes(shape.length, constantsOf(builder, inputs));
  const { mode = 'constant' } = attributes;
  if (mode === 'constant') {
    const dx = builder.add('Pad', [gradient, builder.integers(pads.map((pad) => -pad))]);
    return needs(2) ? [dx, null, borderSum(context, dx)] : [dx];
  }
  const source = padSources[mode];
  if (source === undefined || pads.some((pad) => pad < 0))
    throw noGradient(context, `it pads by ${mode} and ${pads.join()}`);
  const dx = shape.reduce((value, size, axis) => {
    const [before = 0, after = 0] = [pads[axis], pads[axis + shape.length]];
    if (before === 0 && after === 0) return value;
    const rows = Array.from({ length: before + size + after }, (_, i) => new Map([[source(i - before, size), 1]]));
    const matrix: AxisMatrix = { size, rows };
    return transposeAlongAxis(builder, value, axis, matrix);
  }, gradient);
  return [dx];
}

/** Which of `size` inputs is copied to a place that may lie outside. */
export const padSources: Readonly<Record<string, (place: number, size: number) => number>> = {
  edge: (place, size) => Math.min(Math.max(place, 0), size - 1),
  reflect: (place, size) => (place < 0 ? -place : place < size ? place : 2 * (size - 1) - place),
  wrap: (place, size) => (place + size) % size,
};

function borderSum({ builder, gradient }: RuleContext<'Pad'>, dx: Value): Value {
  const sum = (value: Value): Value => sumAxes(builder, value, [...builder.shape(value).keys()], false);
  return builder.add('Sub', [sum(gradient), sum(dx)]);
}
