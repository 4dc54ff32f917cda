import type { DataType, TensorArrays } from '../graph.ts';

type Numbers = TensorArrays[DataType];

/** How numbers of one element type lie in a file (little-endian), and what they are held as here. */
export interface ElementFormat {
  readonly name: string;
  readonly byteSize: number;
  readonly dataType: DataType;
  /** The field of a tensor's message that holds them one by one where they are not bytes. */
  readonly numberField: 'floatData' | 'int32Data' | 'int64Data' | 'doubleData' | 'uint64Data';
  /** `bytes` begin with the first number and end with the last. */
  readonly fromBytes: (bytes: ArrayBuffer) => Numbers;
  readonly fromNumbers: (numbers: readonly number[]) => Numbers;
}

const toInt32 = (numbers: readonly number[]): Numbers => Int32Array.from(numbers);
const toInt64 = (numbers: readonly number[]): Numbers => BigInt64Array.from(numbers, BigInt);
const toBytes = (numbers: readonly number[]): Numbers => Uint8Array.from(numbers);
const narrow = { dataType: 'int32', numberField: 'int32Data', fromNumbers: toInt32 } as const;
const wide = { dataType: 'int64', fromNumbers: toInt64 } as const;
const single = { dataType: 'float32' } as const;

const formats = {
  float: {
    ...single,
    byteSize: 4,
    numberField: 'floatData',
    fromBytes: (bytes) => new Float32Array(bytes),
    fromNumbers: (numbers) => Float32Array.from(numbers),
  },
  float16: {
    ...single,
    byteSize: 2,
    numberField: 'int32Data',
    fromBytes: (bytes) => Float32Array.from(new Uint16Array(bytes), float32FromHalf),
    fromNumbers: (numbers) => Float32Array.from(numbers, float32FromHalf),
  },
  bfloat16: {
    ...single,
    byteSize: 2,
    numberField: 'int32Data',
    fromBytes: (bytes) => float32FromBrainFloats(new Uint16Array(bytes)),
    fromNumbers: (numbers) => float32FromBrainFloats(Uint16Array.from(numbers)),
  },
  double: {
    byteSize: 8,
    dataType: 'float64',
    numberField: 'doubleData',
    fromBytes: (bytes) => new Float64Array(bytes),
    fromNumbers: (numbers) => Float64Array.from(numbers),
  },
  bool: {
    byteSize: 1,
    dataType: 'bool',
    numberField: 'int32Data',
    fromBytes: (bytes) => new Uint8Array(bytes),
    fromNumbers: toBytes,
  },
  uint8: {
    byteSize: 1,
    dataType: 'uint8',
    numberField: 'int32Data',
    fromBytes: (bytes) => new Uint8Array(bytes),
    fromNumbers: toBytes,
  },
  int8: { ...narrow, byteSize: 1, fromBytes: (bytes) => Int32Array.from(new Int8Array(bytes)) },
  uint16: { ...narrow, byteSize: 2, fromBytes: (bytes) => Int32Array.from(new Uint16Array(bytes)) },
  int16: { ...narrow, byteSize: 2, fromBytes: (bytes) => Int32Array.from(new Int16Array(bytes)) },
  int32: { ...narrow, byteSize: 4, fromBytes: (bytes) => new Int32Array(bytes) },
  int64: { ...wide, byteSize: 8, numberField: 'int64Data', fromBytes: (bytes) => new BigInt64Array(bytes) },
  uint32: {
    ...wide,
    byteSize: 4,
    numberField: 'uint64Data',
    fromBytes: (bytes) => BigInt64Array.from(Array.from(new Uint32Array(bytes), BigInt)),
  },
  uint64: {
    ...wide,
    byteSize: 8,
    numberField: 'uint64Data',
    fromBytes: (bytes) => new BigInt64Array(bytes),
  },
} as const satisfies Record<string, Omit<ElementFormat, 'name'>>;
type FormatName = keyof typeof formats;

/** By the numbers of ONNX's `TensorProto.DataType`; texts, complex numbers and those below 8 bits are not among them. */
const namesByNumber: Readonly<Record<number, FormatName>> = {
  1: 'float',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  10: 'float16',
  11: 'double',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
};

export function elementFormat(number: number): ElementFormat | undefined {
  const name = namesByNumber[number];
  return name === undefined ? undefined : namedFormat(name);
}

export function namedFormat(name: FormatName): ElementFormat {
  return { name, ...formats[name] };
}

/** IEEE 754 binary16: 1 bit sign, 5 bits exponent, 10 bits fraction. */
function float32FromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}

/** The upper half of a float32. */
function float32FromBrainFloats(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (value) => value * 65536).buffer);
}
