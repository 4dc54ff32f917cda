import type { Value } from '../onnx/graphBuilder.ts';
import { resizedAxes, type ResizedAxis } from '../onnx/shapes/layoutShapes.ts';
import type { Attributes } from '../onnx/operators.ts';
import { constantsOf, times } from './arithmetic.ts';
import { transposeAlongAxis, type AxisMatrix } from './axisMatrices.ts';
import { noGradient, type RuleContext } from './gradientRule.ts';

/**
 * Resizing is a linear map along each axis: dx = g taken back along each of them by the transposed matrix. Where each
 * pixel was repeated a whole number of times, that is the sum of g over each window.
 */
export function resizeGradient(context: RuleContext<'Resize'>): readonly (Value | null)[] {
  const { builder, inputs, attributes, gradient } = context;
  const axes = resizedAxes(builder.shape(inputs[0] ?? ''), attributes.axes, constantsOf(builder, inputs));
  if (isRepetition(attributes) && repeatsPixels(axes)) {
    const window = axes.slice(2).map(({ scale }) => scale);
    // By auto_pad, onnxruntime lets a Pad before it be: joined to the pooling, wide pads would fail.
    const attributes = { kernel_shape: window, strides: window, auto_pad: 'VALID' };
    const mean = builder.add('AveragePool', [gradient], attributes);
    return [
      times(
        builder,
        mean,
        window.reduce((a, b) => a * b, 1),
      ),
    ];
  }
  const dx = axes.reduce((value, axis, index) => {
    if (axis.scale === 1 && axis.size === axis.resized) return value;
    const matrix = resizeMatrix(attributes, axis);
    if (matrix === null) throw noGradient(context, `it interpolates by ${JSON.stringify(attributes)}`);
    return transposeAlongAxis(builder, value, index, matrix);
  }, gradient);
  return [dx];
}

export function isRepetition(attributes: Attributes<'Resize'>): boolean {
  return (
    (attributes.mode ?? 'nearest') === 'nearest' &&
    attributes.nearest_mode === 'floor' &&
    attributes.coordinate_transformation_mode === 'asymmetric'
  );
}

export function repeatsPixels([samples, channels, ...spatial]: readonly ResizedAxis[]): boolean {
  return (
    samples?.scale === 1 &&
    channels?.scale === 1 &&
    spatial.length === 2 &&
    spatial.every(({ scale }) => Number.isInteger(scale))
  );
}

/**
 * Which inputs, with which weights, make each output; coordinates in single precision, as onnxruntime has them. `null`
 * where the attributes ask for another way to interpolate.
 */
export function resizeMatrix(attributes: Attributes<'Resize'>, axis: ResizedAxis): AxisMatrix | null {
  const { mode = 'nearest', nearest_mode = 'round_prefer_floor' } = attributes;
  const coordinate = coordinates[attributes.coordinate_transformation_mode ?? 'half_pixel'];
  const round = roundings[nearest_mode];
  if (coordinate === undefined || round === undefined || !['nearest', 'linear', 'cubic'].includes(mode)) return null;
  const last = axis.size - 1;
  const clamp = (place: number): number => Math.min(Math.max(place, 0), last);
  const rows = Array.from({ length: axis.resized }, (_, index) => {
    const place = Math.fround(coordinate(index, axis));
    if (mode === 'nearest') return new Map([[clamp(round(place)), 1]]);
    if (mode === 'cubic') return cubicWeights(place, clamp);
    const inside = clamp(place);
    const left = Math.floor(inside);
    const right = Math.min(left + 1, last);
    return left === right
      ? new Map([[left, 1]])
      : new Map([
          [left, 1 - (inside - left)],
          [right, inside - left],
        ]);
  });
  return { size: axis.size, rows };
}

/**
 * Weights of the four pixels around a place, of which those beyond the edge are the pixel at it (Keys, "Cubic convolution
 * interpolation for digital image processing", 1981, with a = -0.75, the default of ONNX).
 */
function cubicWeights(place: number, clamp: (place: number) => number): ReadonlyMap<number, number> {
  const a = -0.75;
  const near = (s: number): number => ((a + 2) * s - (a + 3)) * s * s + 1;
  const far = (s: number): number => ((a * s - 5 * a) * s + 8 * a) * s - 4 * a;
  const left = Math.floor(place);
  const s = place - left;
  const weights = new Map<number, number>();
  for (const [i, weight] of [far(s + 1), near(s), near(1 - s), far(2 - s)].entries()) {
    const pixel = clamp(left - 1 + i);
    weights.set(pixel, (weights.get(pixel) ?? 0) + weight);
  }
  return weights;
}

/** Where the centre of output `index` lies among the inputs (ONNX, Resize, `coordinate_transformation_mode`). */
const coordinates: Readonly<Record<string, (index: number, axis: ResizedAxis) => number>> = {
  align_corners: (index, { size, resized }) => (resized === 1 ? 0 : (index * (size - 1)) / (resized - 1)),
  asymmetric: (index, { scale }) => index / scale,
  half_pixel: (index, { scale }) => (index + 0.5) / scale - 0.5,
  pytorch_half_pixel: (index, { scale, resized }) => (resized > 1 ? (index + 0.5) / scale - 0.5 : 0),
};

const roundings: Readonly<Record<string, (place: number) => number>> = {
  ceil: Math.ceil,
  floor: Math.floor,
  round_prefer_ceil: (place) => Math.floor(place + 0.5),
  round_prefer_floor: (place) => Math.ceil(place - 0.5),
};
