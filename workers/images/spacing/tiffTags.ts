import type { FileBytes } from './fileBytes.ts';

/** What the first directory of a TIFF file says of resolution; absent where it says nothing readable. */
export interface TiffTags {
  readonly description?: string;
  /** Pixels per unit. */
  readonly xResolution?: number;
  readonly yResolution?: number;
  /** 1 none, 2 inch, 3 centimetre. */
  readonly resolutionUnit?: number;
}

interface TiffLayout {
  readonly entryLength: number;
  /** Values up to this length stand in the entry itself. */
  readonly inlineLength: number;
  readonly countLength: number;
  readonly directory: (head: Numbers) => number;
  /** Offsets and counts, wide in BigTIFF. */
  readonly size: (numbers: Numbers, position: number) => number;
  readonly entries: (numbers: Numbers) => number;
}

/** Numbers in the byte order of the file. */
interface Numbers {
  u16(position: number): number;
  u32(position: number): number;
  u64(position: number): number;
}

const layouts: Readonly<Record<number, TiffLayout>> = {
  42: {
    ...{ entryLength: 12, inlineLength: 4, countLength: 2 },
    directory: (head) => head.u32(4),
    size: (numbers, position) => numbers.u32(position),
    entries: (numbers) => numbers.u16(0),
  },
  43: {
    ...{ entryLength: 20, inlineLength: 8, countLength: 8 },
    directory: (head) => head.u64(8),
    size: (numbers, position) => numbers.u64(position),
    entries: (numbers) => numbers.u64(0),
  },
};

const headLength = 16;
/** Directories of images have a few dozen entries. */
const mostEntries = 4096;
/** Resolutions stand at the beginning of a description, which can name thousands of planes after them. */
const longestDescription = 1 << 16;

const types = { ascii: 2, short: 3, rational: 5 } as const;
const rationalLength = 8;

interface TiffEntry {
  readonly type: number;
  readonly count: number;
  /** The value, or where it lies. */
  readonly value: Buffer;
}

/** TIFF 6.0 and BigTIFF. Empty where the file is damaged: whether its pixels can be read is not decided here. */
export async function readTiffTags(bytes: FileBytes): Promise<TiffTags> {
  const head = await bytes(0, headLength);
  if (head.length < headLength) return {};
  const isLittle = head.toString('latin1', 0, 2) === 'II';
  const order = (buffer: Buffer): Numbers => numbersOf(buffer, isLittle);
  const layout = layouts[order(head).u16(2)];
  if (layout === undefined) return {};
  const entries = await readEntries(bytes, layout, layout.directory(order(head)), order);

  const valueOf = async (tag: number, type: number, unitLength: number, longest: number): Promise<Buffer | null> => {
    const entry = entries.get(tag);
    if (entry?.type !== type || entry.count < 1) return null;
    const length = Math.min(entry.count * unitLength, longest);
    if (length <= layout.inlineLength) return entry.value.subarray(0, length);
    return bytes(layout.size(order(entry.value), 0), length);
  };
  const resolution = async (tag: number): Promise<number | null> => {
    const value = await valueOf(tag, types.rational, rationalLength, rationalLength);
    if (value === null || value.length < rationalLength) return null;
    return order(value).u32(0) / order(value).u32(4);
  };
  const description = await valueOf(270, types.ascii, 1, longestDescription);
  const unit = await valueOf(296, types.short, 2, 2);
  const [xResolution, yResolution] = [await resolution(282), await resolution(283)];
  return {
    ...(description && { description: textOf(description) }),
    ...(xResolution !== null && { xResolution }),
    ...(yResolution !== null && { yResolution }),
    ...(unit && { resolutionUnit: order(unit).u16(0) }),
  };
}

async function readEntries(
  bytes: FileBytes,
  { entryLength, countLength, inlineLength, ...layout }: TiffLayout,
  directory: number,
  order: (buffer: Buffer) => Numbers,
): Promise<ReadonlyMap<number, TiffEntry>> {
  const found = new Map<number, TiffEntry>();
  const head = await bytes(directory, countLength);
  const count = head.length < countLength ? 0 : layout.entries(order(head));
  if (count > mostEntries) return found;
  const table = await bytes(directory + countLength, count * entryLength);
  for (let start = 0; start + entryLength <= table.length; start += entryLength) {
    const entry = table.subarray(start, start + entryLength);
    const numbers = order(entry);
    const value = entry.subarray(entryLength - inlineLength);
    found.set(numbers.u16(0), { type: numbers.u16(2), count: layout.size(numbers, 4), value });
  }
  return found;
}

function numbersOf(buffer: Buffer, isLittle: boolean): Numbers {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  return {
    u16: (position) => view.getUint16(position, isLittle),
    u32: (position) => view.getUint32(position, isLittle),
    u64: (position) => Number(view.getBigUint64(position, isLittle)),
  };
}

/** Older programs write the letter mu in Latin-1. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return (text.includes('\ufffd') ? bytes.toString('latin1') : text).split('\0', 1).join('');
}
