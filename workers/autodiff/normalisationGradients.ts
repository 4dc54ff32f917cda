import { elementCount } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { Operator } from '../onnx/operators.ts';
import { axisFrom } from '../onnx/shapes/shapeRule.ts';
import { multiply, times } from './arithmetic.ts';
import { noGradient, type GradientRules, type RuleContext } from './gradientRule.ts';
import { instanceNormalizationGradients } from './instanceNormalizationGradients.ts';
import { reshapeTo, sumAxes, sumToShape } from './reductions.ts';

/**
 * y = scale u + bias with u = (x - mean) / sqrt(variance + epsilon): dscale = sum(g u), dbias = sum(g). Where mean and
 * variance are those of x itself, dx = (h - mean(h) - u mean(h u)) / sqrt(variance + epsilon) with h = scale g
 * (Ioffe and Szegedy, "Batch normalization", 2015, section 3).
 */
export const normalisationGradients = {
  BatchNormalization: batchNormalizationGradients,
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

/**
 * With r = 1 / sqrt(variance + epsilon), s = sum(g) and t = sum(g u): dscale = t, dbias = s. Where mean and variance are
 * inputs, dx = scale r g, dmean = -scale r s, dvariance = -scale r^2 t / 2; where they are those of the batch, the running
 * averages that follow take no gradient, and dx = scale r (g - (s + u t) / count).
 */
function batchNormalizationGradients(context: RuleContext<'BatchNormalization'>): readonly (Value | null)[] {
  const { builder, attributes, gradient, needs } = context;
  const [x = '', scale = ''] = context.inputs;
  const isTraining = attributes.training_mode === 1;
  if (isTraining && (needs(3) || needs(4))) throw noGradient(context, 'while training, its averages are not learnt');
  const { axes, perChannel } = channelsOf(builder, x);
  const stretched = (value: Value): Value => reshapeTo(builder, value, perChannel);
  const { mean, variance } = isTraining ? batchStatistics(context, axes) : frozenStatistics(context);
  const raised = builder.add('Add', [variance, builder.scalar(attributes.epsilon ?? 1e-5)]);
  const precision = builder.add('Reciprocal', [builder.add('Sqrt', [raised])]);
  const factor = multiply(builder, scale, precision);
  const centred = builder.add('Sub', [x, stretched(mean)]);
  const sum = sumAxes(builder, gradient, axes, false);
  const alignment = multiply(builder, sumAxes(builder, multiply(builder, gradient, centred), axes, false), precision);
  const passed = multiply(builder, gradient, stretched(factor));

  const drift = (): Value => {
    const share = times(builder, factor, -elementCount(perChannel) / elementCount(builder.shape(x)));
    const slope = multiply(builder, share, precision, alignment);
    const turned = multiply(builder, centred, stretched(slope));
    return builder.add('Add', [turned, stretched(multiply(builder, share, sum))]);
  };
  return [
    needs(0) && isTraining ? builder.add('Add', [passed, drift()]) : passed,
    alignment,
    sum,
    needs(3) ? builder.add('Neg', [multiply(builder, factor, sum)]) : null,
    needs(4) ? times(builder, multiply(builder, factor, precision, alignment), -0.5) : null,
  ];
}

interface Statistics {
  /** (channels), like the variance. */
  readonly mean: Value;
  readonly variance: Value;
}

function frozenStatistics({ inputs: [, , , mean = '', variance = ''] }: RuleContext<'BatchNormalization'>): Statistics {
  return { mean, variance };
}

/** Running averages that keep nothing of what they were (momentum 0) are those of the batch. */
function batchStatistics(context: RuleContext<'BatchNormalization'>, axes: readonly number[]): Statistics {
  const { builder, inputs, outputs, attributes } = context;
  const [x = ''] = inputs;
  if (attributes.momentum === 0) {
    const [, mean = '', variance = ''] = builder.extendOutputs(outputs[0] ?? '', 3);
    return { mean, variance };
  }
  const flat = (value: Value): Value => reshapeTo(builder, value, [builder.shape(x)[1] ?? 1]);
  const mean = meanOver(builder, x, axes);
  const centred = builder.add('Sub', [x, mean]);
  return { mean: flat(mean), variance: flat(meanOver(builder, multiply(builder, centred, centred), axes)) };
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
