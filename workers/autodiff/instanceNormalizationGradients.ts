import type { Value } from '../onnx/graphBuilder.ts';
import type { RuleContext } from './gradientRule.ts';
import { reshapeTo, sumAxes } from './reductions.ts';

/**
 * y = scale u + bias with u = (x - mean(x)) / sqrt(variance(x) + epsilon), over the pixels of each plane.
 * dbias = sum(g), dscale = sum(g u), dx = scale / sqrt(variance + epsilon) (g - mean(g) - u mean(g u)).
 */
export function instanceNormalizationGradients({
  builder,
  inputs: [x = '', scale = ''],
  attributes,
  gradient,
  needs,
}: RuleContext<'InstanceNormalization'>): readonly (Value | null)[] {
  const [samples = 1, channels = 1, ...spatial] = builder.shape(x);
  const pixels = spatial.reduce((product, size) => product * size, 1);
  const flat = [samples, channels, pixels];
  const planes = reshapeTo(builder, x, flat);
  const g = reshapeTo(builder, gradient, flat);
  const perPixel = builder.scalar(1 / pixels);
  const lastAxis = builder.integers([2]);
  const mean = (value: Value): Value => builder.add('ReduceMean', [value, lastAxis], { keepdims: 1 });

  const centred = builder.add('Sub', [planes, mean(planes)]);
  const variance = mean(builder.add('Mul', [centred, centred]));
  const deviation = builder.add('Sqrt', [builder.add('Add', [variance, builder.scalar(attributes.epsilon ?? 1e-5)])]);
  const sumG = sumAxes(builder, g, [2], true);
  const sumGu = builder.add('Div', [sumAxes(builder, builder.add('Mul', [g, centred]), [2], true), deviation]);
  const perChannel = (sums: Value): Value => reshapeTo(builder, sumAxes(builder, sums, [0], true), [channels]);

  // dx = factor g - (slope centred + offset), with one number a plane for each of the three
  const factor = builder.add('Div', [reshapeTo(builder, scale, [1, channels, 1]), deviation]);
  const slope = builder.add('Div', [builder.add('Mul', [factor, builder.add('Mul', [sumGu, perPixel])]), deviation]);
  const offset = builder.add('Mul', [factor, builder.add('Mul', [sumG, perPixel])]);
  const drift = builder.add('Add', [builder.add('Mul', [centred, slope]), offset]);
  const dx = needs(0) ? builder.add('Sub', [builder.add('Mul', [g, factor]), drift]) : null;
  return [dx === null ? null : reshapeTo(builder, dx, builder.shape(x)), perChannel(sumGu), perChannel(sumG)];
}
