import type { NodeContext, Translations } from './nodeContext.ts';

/** Attributes of a moving window; those that are left out stay so. */
function windowAttributes({ attributes }: NodeContext) {
  return withoutGaps({
    auto_pad: attributes.string('auto_pad'),
    kernel_shape: attributes.ints('kernel_shape'),
    pads: attributes.ints('pads'),
    strides: attributes.ints('strides'),
  });
}

/** The same record without keys whose value is left out. */
function withoutGaps<T extends Readonly<Record<string, unknown>>>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}

function requirePlanes(context: NodeContext): void {
  const rank = context.shape(0).length;
  if (rank !== 4) context.refuse(`works on ${rank} axes; supported are images: samples, channels, height and width`);
}

/** Operators that move a window over images. */
export const windowTranslations: Translations = {
  AveragePool: (context) => {
    requirePlanes(context);
    const { attributes, builder } = context;
    const dilations = attributes.ints('dilations') ?? [];
    if (dilations.some((step) => step !== 1)) context.refuse(`has dilations = ${dilations.join()}`);
    const own = withoutGaps({
      ceil_mode: attributes.int('ceil_mode'),
      count_include_pad: attributes.int('count_include_pad'),
    });
    return [builder.add('AveragePool', [context.value(0)], { ...windowAttributes(context), ...own })];
  },
  Conv: (context) => {
    requirePlanes(context);
    const { attributes, builder } = context;
    const own = withoutGaps({ dilations: attributes.ints('dilations'), group: attributes.int('group') });
    return [builder.add('Conv', context.values(), { ...windowAttributes(context), ...own })];
  },
  ConvTranspose: (context) => {
    requirePlanes(context);
    const { attributes, builder } = context;
    const own = withoutGaps({
      dilations: attributes.ints('dilations'),
      group: attributes.int('group'),
      output_padding: attributes.ints('output_padding'),
    });
    return [builder.add('ConvTranspose', context.values(), { ...windowAttributes(context), ...own })];
  },
  GlobalAveragePool: (context) => [context.builder.add('GlobalAveragePool', [context.value(0)])],
  GlobalMaxPool: (context) => [context.builder.add('GlobalMaxPool', [context.value(0)])],
  MaxPool: (context) => {
    requirePlanes(context);
    const { attributes, builder } = context;
    attributes.only('storage_order', 0);
    const own = withoutGaps({ ceil_mode: attributes.int('ceil_mode'), dilations: attributes.ints('dilations') });
    const settings = { ...windowAttributes(context), ...own };
    return builder.addMany('MaxPool', [context.value(0)], context.node.outputs.length, settings);
  },
};
