import { at } from './shapeRule.ts';

/** A window that moves over an image. Each list has one number for each axis, `pads` those before and then those after. */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
}

interface WindowAttributes {
  readonly auto_pad?: string;
  readonly ceil_mode?: number;
  readonly dilations?: readonly number[];
  readonly kernel_shape?: readonly number[];
  readonly pads?: readonly number[];
  readonly strides?: readonly number[];
}

/**
 * The window of a convolution or pooling over an image of `sizes`, with defaults and `auto_pad` worked out:
 * `SAME_UPPER` and `SAME_LOWER` pad so that there are ceil(size / stride) windows, an odd pixel going last or first.
 */
export function windowOf(
  sizes: readonly number[],
  attributes: WindowAttributes,
  kernel: readonly number[] | undefined = attributes.kernel_shape,
): Window {
  if (kernel === undefined) throw new TypeError('A window needs a kernel_shape.');
  const strides = attributes.strides ?? kernel.map(() => 1);
  const dilations = attributes.dilations ?? kernel.map(() => 1);
  const automatic = attributes.auto_pad ?? 'NOTSET';
  if (!automatic.startsWith('SAME')) {
    const pads = automatic === 'NOTSET' ? attributes.pads : undefined;
    return { kernel, strides, dilations, pads: pads ?? [...kernel, ...kernel].map(() => 0) };
  }
  const totals = windowReach({ kernel, dilations }).map((reach, axis) => {
    const [size, stride] = [at(sizes, axis), at(strides, axis)];
    return Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach - size);
  });
  const smaller = totals.map((total) => Math.floor(total / 2));
  const larger = totals.map((total) => Math.ceil(total / 2));
  const pads = automatic === 'SAME_UPPER' ? [...smaller, ...larger] : [...larger, ...smaller];
  return { kernel, strides, dilations, pads };
}

/** Pixels from the first to the last that one window meets. */
export function windowReach({ kernel, dilations }: Pick<Window, 'kernel' | 'dilations'>): number[] {
  return kernel.map((size, axis) => (size - 1) * at(dilations, axis) + 1);
}

/**
 * How many windows fit along each axis. With `roundUp` (ONNX's `ceil_mode`) the last one may pass the end, but must
 * start before it.
 */
export function windowCounts(sizes: readonly number[], window: Window, roundUp: boolean): number[] {
  return windowReach(window).map((reach, axis) => {
    const [size, stride, before] = [at(sizes, axis), at(window.strides, axis), at(window.pads, axis)];
    const steps = (size + before + at(window.pads, axis + sizes.length) - reach) / stride;
    if (!roundUp) return Math.floor(steps) + 1;
    const count = Math.ceil(steps) + 1;
    return (count - 1) * stride >= size + before ? count - 1 : count;
  });
}

interface TransposedWindow {
  readonly automatic: string;
  readonly dilations?: readonly number[];
  readonly output_padding?: readonly number[];
  readonly pads?: readonly number[] | undefined;
  readonly strides?: readonly number[];
  /** The size that the result is to have along each axis. */
  readonly wanted: readonly number[] | undefined;
}

/**
 * Pads of a transposed convolution over an image of `sizes` as numbers: those that leave the wanted sizes, or with
 * `SAME_UPPER` and `SAME_LOWER` a stride for each pixel. Of an odd number the larger half lies at the end with
 * `SAME_UPPER`, else at the start. What the wanted size lacks is added at the end, less than a stride of it; onnxruntime
 * adds nothing where a stride goes beyond the kernel. Throws `TypeError` for sizes that are too large.
 */
export function transposedPads(
  sizes: readonly number[],
  kernel: readonly number[],
  { automatic, pads, wanted, ...window }: TransposedWindow,
): { readonly pads: readonly number[]; readonly output_padding?: readonly number[] } {
  const { strides = kernel.map(() => 1), output_padding = kernel.map(() => 0) } = window;
  if (wanted === undefined && !automatic.startsWith('SAME')) {
    return { pads: (automatic === 'NOTSET' ? pads : undefined) ?? [...kernel, ...kernel].map(() => 0) };
  }
  const reach = windowReach({ kernel, dilations: window.dilations ?? kernel.map(() => 1) });
  const surplus = reach.map((pixels, axis) => {
    const [size, stride] = [at(sizes, axis), at(strides, axis)];
    return (size - 1) * stride + pixels + at(output_padding, axis) - (wanted?.[axis] ?? size * stride);
  });
  const added = output_padding.map((own, axis) => {
    const total = own + (wanted === undefined ? 0 : Math.max(0, -at(surplus, axis)));
    if (total > own && total >= at(strides, axis)) {
      throw new TypeError(`a row of ${at(sizes, axis)} cannot become one of ${wanted?.[axis]}`);
    }
    return total;
  });
  const totals = surplus.map((total) => Math.max(0, total));
  const smaller = totals.map((total) => Math.floor(total / 2));
  const larger = totals.map((total) => Math.ceil(total / 2));
  return {
    pads: automatic === 'SAME_UPPER' ? [...smaller, ...larger] : [...larger, ...smaller],
    output_padding: added,
  };
}
