/** What a TIFF file of one row of grey pixels says of its resolution; what is absent has no tag. */
export interface TiffFileOptions {
  readonly bigEndian?: boolean;
  /** BigTIFF, with wide offsets. */
  readonly wide?: boolean;
  /** Latin-1 where it is given as bytes. */
  readonly description?: string | Uint8Array;
  /** Numerator and denominator. */
  readonly xResolution?: readonly [number, number];
  readonly yResolution?: readonly [number, number];
  readonly resolutionUnit?: number;
  readonly orientation?: number;
}

const ascii = 2;
const short = 3;
const long = 4;
const rational = 5;

/** A TIFF file of 3 x 1 grey pixels, written tag by tag, because sharp writes no description and no unit but its own. */
export function tiffFile(options: TiffFileOptions): Buffer {
  const { bigEndian = false, wide = false, description, xResolution, yResolution, resolutionUnit } = options;
  const number = (value: number, length: 2 | 4 | 8): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(value));
    const last = bytes.subarray(8 - length);
    return bigEndian ? last : last.reverse();
  };
  const offsetLength = wide ? 8 : 4;
  const pixels = Buffer.from([10, 20, 30]);
  const head = Buffer.concat([
    Buffer.from(bigEndian ? 'MM' : 'II'),
    number(wide ? 43 : 42, 2),
    ...(wide ? [number(8, 2), number(0, 2)] : []),
    number((wide ? 16 : 8) + 8, offsetLength),
    pixels,
    Buffer.alloc(5),
  ]);
  const pixelsAt = wide ? 16 : 8;
  const shorts = (tag: number, value: number) => [[tag, short, 1, number(value, 2)] as const];
  const fraction = (tag: number, value: readonly [number, number] | undefined) =>
    value === undefined ? [] : [[tag, rational, 1, Buffer.concat(value.map((part) => number(part, 4)))] as const];
  const text = description === undefined ? null : Buffer.concat([Buffer.from(description), Buffer.alloc(1)]);
  const tags = [
    ...[...shorts(256, 3), ...shorts(257, 1), ...shorts(258, 8), ...shorts(259, 1), ...shorts(262, 1)],
    ...(text === null ? [] : [[270, ascii, text.length, text] as const]),
    [273, long, 1, number(pixelsAt, 4)] as const,
    ...[...shorts(274, options.orientation ?? 1), ...shorts(277, 1), ...shorts(278, 1)],
    [279, long, 1, number(pixels.length, 4)] as const,
    ...[...fraction(282, xResolution), ...fraction(283, yResolution)],
    ...(resolutionUnit === undefined ? [] : shorts(296, resolutionUnit)),
  ];
  const countLength = wide ? 8 : 2;
  const valuesAt = head.length + countLength + tags.length * (wide ? 20 : 12) + offsetLength;
  let values = Buffer.alloc(0);
  const entries = tags.map(([tag, type, count, value]) => {
    const isInline = value.length <= offsetLength;
    const place = isInline
      ? Buffer.concat([value, Buffer.alloc(offsetLength - value.length)])
      : number(valuesAt + values.length, offsetLength);
    if (!isInline) values = Buffer.concat([values, value, Buffer.alloc(value.length % 2)]);
    return Buffer.concat([number(tag, 2), number(type, 2), number(count, offsetLength), place]);
  });
  return Buffer.concat([head, number(tags.length, countLength), ...entries, number(0, offsetLength), values]);
}
