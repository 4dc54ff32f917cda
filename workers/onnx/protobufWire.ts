/**
 * Protocol Buffers' wire format, driven by tables: https://protobuf.dev/programming-guides/encoding. Unknown fields are
 * skipped on reading; a field that is `undefined` is not written. 64-bit integers are held as numbers, so they must lie
 * within +-2^53, which sizes and attributes do.
 */

export type ScalarKind = 'int' | 'float' | 'double' | 'string' | 'bytes';

export interface Field {
  readonly number: number;
  readonly kind: ScalarKind | (() => MessageTable);
  readonly repeated?: true;
}
export type MessageTable = Readonly<Record<string, Field>>;

type ScalarValue<K> = K extends 'int' | 'float' | 'double' ? number : K extends 'string' ? string : Uint8Array;
type FieldValue<F extends Field> = F['kind'] extends () => infer M
  ? M extends MessageTable
    ? Message<M>
    : never
  : ScalarValue<F['kind']>;
/** The plain value that a table describes: repeated fields are always there, others may be missing. */
export type Message<T extends MessageTable> = {
  readonly [K in keyof T as T[K] extends { repeated: true } ? K : never]: readonly FieldValue<T[K]>[];
} & { readonly [K in keyof T as T[K] extends { repeated: true } ? never : K]?: FieldValue<T[K]> };

type LooseMessage = Readonly<Record<string, unknown>>;

const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder() };

class Writer {
  #bytes = new Uint8Array(1024);
  #length = 0;

  varint(value: number): void {
    let rest = BigInt.asUintN(64, BigInt(value));
    this.#reserve(10);
    for (; rest >= 128n; rest >>= 7n) this.#bytes[this.#length++] = Number(rest & 127n) | 128;
    this.#bytes[this.#length++] = Number(rest);
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  float(value: number): void {
    this.raw(new Uint8Array(Float32Array.of(value).buffer));
  }

  double(value: number): void {
    this.raw(new Uint8Array(Float64Array.of(value).buffer));
  }

  lengthPrefixed(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.raw(bytes);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

export function encodeMessage<T extends MessageTable>(table: T, message: Message<T>): Uint8Array {
  const writer = new Writer();
  for (const [name, field] of Object.entries(table)) {
    const value = (message as LooseMessage)[name];
    if (value === undefined) continue;
    for (const item of field.repeated ? (value as readonly unknown[]) : [value]) writeField(writer, field, item);
  }
  return writer.finish();
}

function writeField(writer: Writer, field: Field, value: unknown): void {
  const tag = (wireType: number): void => writer.varint(field.number * 8 + wireType);
  if (typeof field.kind === 'function') {
    tag(wireTypes.bytes);
    writer.lengthPrefixed(encodeMessage(field.kind(), value as Message<MessageTable>));
    return;
  }
  writeScalar[field.kind](writer, tag, value as never);
}

const writeScalar: {
  readonly [K in ScalarKind]: (writer: Writer, tag: (wireType: number) => void, value: ScalarValue<K>) => void;
} = {
  int: (writer, tag, value) => (tag(wireTypes.varint), writer.varint(value)),
  float: (writer, tag, value) => (tag(wireTypes.fixed32), writer.float(value)),
  double: (writer, tag, value) => (tag(wireTypes.fixed64), writer.double(value)),
  string: (writer, tag, value) => (tag(wireTypes.bytes), writer.lengthPrefixed(utf8.encoder.encode(value))),
  bytes: (writer, tag, value) => (tag(wireTypes.bytes), writer.lengthPrefixed(value)),
};

class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#position >= this.#bytes.length;
  }

  varint(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#view.getUint8(this.#position++);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
    throw new RangeError('A number in the file is longer than 64 bits.');
  }

  float(): number {
    this.#position += 4;
    return this.#view.getFloat32(this.#position - 4, true);
  }

  double(): number {
    this.#position += 8;
    return this.#view.getFloat64(this.#position - 8, true);
  }

  lengthPrefixed(): Uint8Array {
    const length = this.varint();
    const end = this.#position + length;
    if (length < 0 || end > this.#bytes.length) throw new RangeError('The file ends in the middle of a field.');
    const bytes = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return bytes;
  }

  skip(wireType: number): void {
    if (wireType === wireTypes.varint) this.varint();
    else if (wireType === wireTypes.fixed64) this.double();
    else if (wireType === wireTypes.bytes) this.lengthPrefixed();
    else if (wireType === wireTypes.fixed32) this.float();
    else throw new RangeError(`Wire type ${wireType} is not supported.`);
  }
}

/** Throws `RangeError` where the bytes are not such a message. */
export function decodeMessage<T extends MessageTable>(table: T, bytes: Uint8Array): Message<T> {
  const byNumber = new Map(Object.entries(table).map(([name, field]) => [field.number, { name, field }]));
  const repeated = Object.entries(table).filter(([, field]) => field.repeated);
  const message: Record<string, unknown> = Object.fromEntries(repeated.map(([name]) => [name, []]));
  const reader = new Reader(bytes);
  while (!reader.atEnd) {
    const tag = reader.varint();
    const known = byNumber.get(Math.floor(tag / 8));
    if (known === undefined) {
      reader.skip(tag % 8);
      continue;
    }
    const values = readField(reader, known.field, tag % 8);
    if (known.field.repeated) (message[known.name] as unknown[]).push(...values);
    else message[known.name] = values[0];
  }
  return message as unknown as Message<T>;
}

/** A repeated number may be packed: several values in one length-prefixed field. */
function readField(reader: Reader, field: Field, wireType: number): unknown[] {
  const { kind } = field;
  if (typeof kind === 'function') return [decodeMessage(kind(), reader.lengthPrefixed())];
  if (kind === 'bytes') return [reader.lengthPrefixed()];
  if (kind === 'string') return [utf8.decoder.decode(reader.lengthPrefixed())];
  if (wireType !== wireTypes.bytes) return [readNumber[kind](reader)];
  const packed = new Reader(reader.lengthPrefixed());
  const values: number[] = [];
  while (!packed.atEnd) values.push(readNumber[kind](packed));
  return values;
}

const readNumber = {
  int: (reader: Reader) => reader.varint(),
  float: (reader: Reader) => reader.float(),
  double: (reader: Reader) => reader.double(),
} as const;
