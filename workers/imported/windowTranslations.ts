import type { Value } from '../onnx/graphBuilder.ts';
import { transposedPads } from '../onnx/shapes/windows.ts';
import type { NodeContext, Translations } from './nodeContext.ts';

/** Operators that move a window over images, or over lines, which become images of one row. */
export const windowTranslations: Translations = {
  AveragePool: (context) => {
    const { attributes, builder } = context;
    const planes = planesOf(context);
    const dilations = attributes.ints('dilations') ?? [];
    if (dilations.some((step) => step !== 1)) context.refuse(`has dilations = ${dilations.join()}`);
    const own = withoutGaps({
      ceil_mode: attributes.int('ceil_mode'),
      count_include_pad: attributes.int('count_include_pad'),
    });
    const settings = { ...planes.window(), ...own };
    return planes.back(builder.add('AveragePool', [planes.value(0)], settings));
  },
  Conv: (context) => {
    const { attributes, builder } = context;
    const planes = planesOf(context);
    const own = withoutGaps({ dilations: planes.perAxis('dilations', 1), group: attributes.int('group') });
    const settings = { ...planes.window(), ...own };
    return planes.back(builder.add('Conv', [planes.value(0), planes.value(1), ...bias(context)], settings));
  },
  // With pads as numbers, whatever the file gives.
  ConvTranspose: (context) => {
    const { attributes, builder } = context;
    const planes = planesOf(context);
    const inputs = [planes.value(0), planes.value(1), ...bias(context)] as const;
    const { auto_pad: automatic = 'NOTSET', pads, ...window } = planes.window();
    const own = withoutGaps({
      dilations: planes.perAxis('dilations', 1),
      group: attributes.int('group'),
      output_padding: planes.perAxis('output_padding', 0),
    });
    const [sizes, kernel] = [builder.shape(inputs[0]).slice(2), builder.shape(inputs[1]).slice(2)];
    const wanted = planes.perAxis('output_shape', 1);
    const settled = transposedPads(sizes, kernel, { ...window, ...own, automatic, pads, wanted });
    return planes.back(builder.add('ConvTranspose', inputs, { ...window, ...own, ...settled }));
  },
  GlobalAveragePool: (context) => [context.builder.add('GlobalAveragePool', [context.value(0)])],
  GlobalMaxPool: (context) => [context.builder.add('GlobalMaxPool', [context.value(0)])],
  MaxPool: (context) => {
    const { attributes, builder } = context;
    const planes = planesOf(context);
    attributes.only('storage_order', 0);
    const own = withoutGaps({ ceil_mode: attributes.int('ceil_mode'), dilations: planes.perAxis('dilations', 1) });
    const settings = { ...planes.window(), ...own };
    return planes.back(...builder.addMany('MaxPool', [planes.value(0)], context.node.outputs.length, settings));
  },
};

/** A node as one over images, (samples, channels, height, width). */
interface Planes {
  readonly value: (index: number) => Value;
  /** An attribute of one number for each axis; `row` stands for that of the only row of a line. */
  readonly perAxis: (name: string, row: number) => readonly number[] | undefined;
  /** Attributes of the moving window; those that are left out stay so. */
  readonly window: () => WindowAttributes;
  /** Outputs in the rank of the node. */
  readonly back: (...outputs: readonly Value[]) => Value[];
}

interface WindowAttributes {
  readonly auto_pad?: string;
  readonly kernel_shape?: readonly number[];
  readonly pads?: readonly number[];
  readonly strides?: readonly number[];
}

function planesOf(context: NodeContext): Planes {
  const { attributes, builder } = context;
  const rank = context.shape(0).length;
  if (rank !== 3 && rank !== 4) {
    const supported = 'images (samples, channels, height and width) and lines (samples, channels and width)';
    context.refuse(`works on ${rank} axes; supported are ${supported}`);
  }
  const isLine = rank === 3;
  const row = builder.integers([2]);
  const ofAxes = (name: string): readonly number[] | undefined => {
    const list = attributes.ints(name);
    const wanted = (rank - 2) * (name === 'pads' ? 2 : 1);
    if (list !== undefined && list.length !== wanted) context.refuse(`has ${list.length} ${name} for ${wanted}`);
    return list;
  };
  const perAxis = (name: string, ofRow: number): readonly number[] | undefined => {
    const list = ofAxes(name);
    return isLine && list !== undefined ? [ofRow, ...list] : list;
  };
  const pads = (): readonly number[] | undefined => {
    const list = ofAxes('pads');
    return isLine ? list?.flatMap((pad) => [0, pad]) : list;
  };
  return {
    value: (index) => (isLine ? builder.add('Unsqueeze', [context.value(index), row]) : context.value(index)),
    perAxis,
    window: () =>
      withoutGaps({
        auto_pad: attributes.string('auto_pad'),
        kernel_shape: perAxis('kernel_shape', 1),
        pads: pads(),
        strides: perAxis('strides', 1),
      }),
    back: (...outputs) => outputs.map((output) => (isLine ? builder.add('Squeeze', [output, row]) : output)),
  };
}

function bias(context: NodeContext): Value[] {
  return context.has(2) ? [context.value(2)] : [];
}

/** The same record without keys whose value is left out. */
function withoutGaps<T extends Readonly<Record<string, unknown>>>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
