import type { Value } from '../onnx/graphBuilder.ts';
import type { NodeContext, Translations } from './nodeContext.ts';
import { resizeSizes } from './sizeInputs.ts';

/** Enlarging and shrinking, of which three generations of operators are in use. */
export const resizeTranslations: Translations = {
  Resize: (context) => (context.operatorSet >= 11 ? resize(context) : upsample(context)),
  Upsample: upsample,
};

/** Before operator set 11: by scales, which were an attribute before set 9; pixels are counted from their corners. */
function upsample(context: NodeContext): readonly Value[] {
  const { attributes, builder } = context;
  const mode = attributes.string('mode') ?? 'nearest';
  if (mode !== 'nearest' && mode !== 'linear') context.refuse(`interpolates by ${mode}`);
  return [
    builder.add('Resize', [context.value(0), '', context.value(1)], {
      mode,
      nearest_mode: 'floor',
      coordinate_transformation_mode: 'asymmetric',
    }),
  ];
}

const coordinateModes: readonly string[] = ['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric'];

function resize(context: NodeContext): readonly Value[] {
  const { attributes, builder } = context;
  const mode = attributes.string('mode') ?? 'nearest';
  const coordinates = attributes.string('coordinate_transformation_mode') ?? 'half_pixel';
  if (!coordinateModes.includes(coordinates)) context.refuse(`counts pixels by ${coordinates}`);
  if (mode === 'cubic') {
    attributes.only('cubic_coeff_a', -0.75);
    attributes.only('exclude_outside', 0);
  }
  // These act only with modes that are refused above, or on cubic interpolation.
  attributes.ignore('cubic_coeff_a', 'exclude_outside', 'extrapolation_value');
  attributes.only('antialias', 0);
  attributes.only('keep_aspect_ratio_policy', 'stretch');
  const axes = attributes.ints('axes');
  const settings = {
    mode,
    nearest_mode: attributes.string('nearest_mode') ?? 'round_prefer_floor',
    coordinate_transformation_mode: coordinates,
    ...(axes === undefined ? {} : { axes }),
  };
  const hasScales = context.has(2) && context.shape(2)[0] !== 0;
  if (hasScales) return [builder.add('Resize', [context.value(0), '', context.value(2)], settings)];
  const sizes = axes === undefined ? resizeSizes(context, 3) : context.value(3);
  return [builder.add('Resize', [context.value(0), '', '', sizes], settings)];
}
