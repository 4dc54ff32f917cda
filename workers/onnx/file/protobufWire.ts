/**
 * Protocol Buffers' wire format, driven by tables: https://protobuf.dev/programming-guides/encoding. Unknown fields are
 * skipped on reading; a field that is `undefined` is not written. 64-bit integers are held as numbers, which are exact
 * within +-2^53, where sizes and attributes lie.
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
    const first = this.#view.getUint8(this.#position++);
    if (first < 128) return first;
    let value = BigInt(first & 127);
    for (let shift = 7n; shift < 70n; shift += 7n) {
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

/** Messages within messages that one file may hold: a few bytes of a file can ask for far more memory than they are. */
const mostMessages = 1_000_000;

/** Throws `RangeError` where the bytes are not such a message, or hold more than a million messages within it. */
export function decodeMessage<T extends MessageTable>(table: T, bytes: Uint8Array): Message<T> {
  return decodeCounted(table, bytes, { messages: mostMessages });
}

interface Budget {
  messages: number;
}

function decodeCounted<T extends MessageTable>(table: T, bytes: Uint8Array, budget: Budget): Message<T> {
  if (budget.messages-- === 0) throw new RangeError(`The file holds more than ${mostMessages} messages.`);
  const byNumber = fieldsByNumber(table);
  const message: Record<string, unknown> = {};
  for (const { name, field } of byNumber.values()) if (field.repeated) message[name] = [];
  const reader = new Reader(bytes);
  while (!reader.atEnd) {
    const tag = reader.varint();
    const known = byNumber.get(Math.floor(tag / 8));
    if (known === undefined) reader.skip(tag % 8);
    else
      readField(reader, known.field, tag % 8, budget, (value) => {
        if (known.field.repeated) (message[known.name] as unknown[]).push(value);
        else message[known.name] = value;
      });
  }
  return message as unknown as Message<T>;
}

const knownTables = new WeakMap<MessageTable, ReadonlyMap<number, { name: string; field: Field }>>();

function fieldsByNumber(table: MessageTable): ReadonlyMap<number, { name: string; field: Field }> {
  const known = knownTables.get(table);
  if (known !== undefined) return known;
  const fields = new Map(Object.entries(table).map(([name, field]) => [field.number, { name, field }]));
  knownTables.set(table, fields);
  return fields;
}

/** A repeated number may be packed: several values in one length-prefixed field. */
function readField(
  reader: Reader,
  field: Field,
  wireType: number,
  budget: Budget,
  keep: (value: unknown) => void,
): void {
  const { kind } = field;
  const isNumber = kind === 'int' || kind === 'float' || kind === 'double';
  if (isNumber && wireType === wireTypeOf[kind]) return keep(readNumber[kind](reader));
  if (wireType !== wireTypes.bytes) throw new RangeError(`Field ${field.number} has the wire type ${wireType}.`);
  if (typeof kind === 'function') return keep(decodeCounted(kind(), reader.lengthPrefixed(), budget));
  if (kind === 'bytes') return keep(reader.lengthPrefixed());
  if (kind === 'string') return keep(utf8.decoder.decode(reader.lengthPrefixed()));
  const packed = new Reader(reader.lengthPrefixed());
  while (!packed.atEnd) keep(readNumber[kind](packed));
}

const wireTypeOf = { int: wireTypes.varint, float: wireTypes.fixed32, double: wireTypes.fixed64 } as const;
const readNumber = {
  int: (reader: Reader) => reader.varint(),
  float: (reader: Reader) => reader.float(),
  double: (reader: Reader) => reader.double(),
} as const;
