import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { axisFrom } from '../onnx/shapeRule.ts';
import { multiply } from './arithmetic.ts';
import { noGradient, type GradientRules, type RuleContext } from './gradientRule.ts';
import { instanceNormalizationGradients } from './instanceNormalizationGradients.ts';
import { reshapeTo, sumAxes, sumToShape } from './reductions.ts';

/**
 * y = scale u + bias with u = (x - mean) / sqrt(variance + epsilon): dscale = sum(g u), dbias = sum(g). Where mean and
 * variance are those of x itself, dx = (h - mean(h) - u mean(h u)) / sqrt(variance + epsilon) with h = scale g
 * (Ioffe and Szegedy, "Batch normalization", 2015, section 3).
 */
export const normalisationGradients = {
  BatchNormalization: (context) =>
    context.attributes.training_mode === 1 ? trainingGradients(context) : frozenGradients(context),
  InstanceNormalization: instanceNormalizationGradients,
  LayerNormalization: ({ builder, inputs, attributes, gradient, needs }) => {
    const [x = '', scale = '', bias = ''] = inputs;
    const axes = [...builder.shape(x).keys()].slice(axisFrom(attributes.axis ?? -1, builder.shape(x).length));
    const { normalised, deviation } = normalise(builder, x, axes, attributes.epsilon ?? 1e-5);
    const scaled = multiply(builder, gradient, scale);
    return [
      needs(0) ? gradientThroughStatistics(builder, scaled, normalised, deviation, axes) : null,
      needs(1) ? sumToShape(builder, multiply(builder, gradient, normalised), builder.shape(scale)) : null,
      needs(2) ? sumToShape(builder, gradient, builder.shape(bias)) : null,
    ];
  },
} satisfies Partial<GradientRules<Operator>>;

/** Mean and variance of each channel are those of the batch; the running averages that follow take no gradient. */
function trainingGradients(context: RuleContext<'BatchNormalization'>): readonly (Value | null)[] {
  const { builder, attributes, gradient, needs } = context;
  const [x = '', scale = ''] = context.inputs;
  if (needs(3) || needs(4)) throw noGradient(context, 'while training, its running averages are not learnt');
  const { axes, perChannel } = channelsOf(builder, x);
  const { normalised, deviation } = normalise(builder, x, axes, attributes.epsilon ?? 1e-5);
  const scaled = multiply(builder, gradient, reshapeTo(builder, scale, perChannel));
  return [
    needs(0) ? gradientThroughStatistics(builder, scaled, normalised, deviation, axes) : null,
    needs(1) ? sumAxes(builder, multiply(builder, gradient, normalised), axes, false) : null,
    needs(2) ? sumAxes(builder, gradient, axes, false) : null,
  ];
}

/**
 * Mean and variance are inputs. With r = 1 / sqrt(variance + epsilon), s = sum(g) and t = sum(g u):
 * dx = scale r g, dscale = t, dbias = s, dmean = -scale r s, dvariance = -scale r^2 t / 2.
 */
function frozenGradients(context: RuleContext<'BatchNormalization'>): readonly (Value | null)[] {
  const { builder, attributes, gradient, needs } = context;
  const [x = '', scale = '', , mean = '', variance = ''] = context.inputs;
  const { axes, perChannel } = channelsOf(builder, x);
  const raised = builder.add('Add', [variance, builder.scalar(attributes.epsilon ?? 1e-5)]);
  const precision = builder.add('Reciprocal', [builder.add('Sqrt', [raised])]);
  const factor = multiply(builder, scale, precision);
  const sum = sumAxes(builder, gradient, axes, false);
  const weightedSum = (): Value => {
    const centred = builder.add('Sub', [x, reshapeTo(builder, mean, perChannel)]);
    return multiply(builder, sumAxes(builder, multiply(builder, gradient, centred), axes, false), precision);
  };
  return [
    needs(0) ? multiply(builder, gradient, reshapeTo(builder, factor, perChannel)) : null,
    needs(1) ? weightedSum() : null,
    needs(2) ? sum : null,
    needs(3) ? builder.add('Neg', [multiply(builder, factor, sum)]) : null,
    needs(4) ? multiply(builder, factor, precision, weightedSum(), builder.scalar(-0.5)) : null,
  ];
}

/** All axes but that of the channels, and the shape that stretches one number a channel over them. */
function channelsOf(builder: GraphBuilder, x: Value): { readonly axes: number[]; readonly perChannel: number[] } {
  const shape = builder.shape(x);
  return {
    axes: [...shape.keys()].filter((axis) => axis !== 1),
    perChannel: shape.slice(1).map((size, axis) => (axis === 0 ? size : 1)),
  };
}

function normalise(
  builder: GraphBuilder,
  x: Value,
  axes: readonly number[],
  epsilon: number,
): { readonly normalised: Value; readonly deviation: Value } {
  const centred = builder.add('Sub', [x, meanOver(builder, x, axes)]);
  const variance = meanOver(builder, multiply(builder, centred, centred), axes);
  const deviation = builder.add('Sqrt', [builder.add('Add', [variance, builder.scalar(epsilon)])]);
  return { normalised: builder.add('Div', [centred, deviation]), deviation };
}

/** (h - mean(h) - u mean(h u)) / deviation */
function gradientThroughStatistics(
  builder: GraphBuilder,
  scaled: Value,
  normalised: Value,
  deviation: Value,
  axes: readonly number[],
): Value {
  const centred = builder.add('Sub', [scaled, meanOver(builder, scaled, axes)]);
  const alignment = meanOver(builder, multiply(builder, scaled, normalised), axes);
  const drift = multiply(builder, normalised, alignment);
  return builder.add('Div', [builder.add('Sub', [centred, drift]), deviation]);
}

function meanOver(builder: GraphBuilder, value: Value, axes: readonly number[]): Value {
  return builder.add('ReduceMean', [value, builder.integers(axes)], { keepdims: 1 });
}
