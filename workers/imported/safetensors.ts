import { open, type FileHandle } from 'node:fs/promises';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import { namedFormat, type ElementFormat } from '../onnx/file/elementFormats.ts';
import { elementCount } from '../onnx/graph.ts';
import { repeatedKey } from './repeatedKey.ts';

/** https://github.com/huggingface/safetensors: a length, a description as JSON, and the numbers of all tensors. */

export interface SavedTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** An open file, of which only what is asked for is read. Close it after use. */
export interface SafetensorsFile {
  readonly path: string;
  readonly tensors: readonly SavedTensor[];
  /** The numbers of one of its tensors in single precision; of F64, F32, F16 and BF16 only. */
  readonly read: (name: string) => Promise<Float32Array>;
  readonly close: () => Promise<void>;
}

const formats: Readonly<Record<string, ElementFormat>> = {
  F64: namedFormat('double'),
  F32: namedFormat('float'),
  F16: namedFormat('float16'),
  BF16: namedFormat('bfloat16'),
};
/** Sizes in bytes of the types that are skipped, so that their places can be checked as well. */
const otherSizes: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I16: 2,
  U16: 2,
  I32: 4,
  U32: 4,
  I64: 8,
  U64: 8,
};

export function isFloatType(dtype: string): boolean {
  return Object.hasOwn(formats, dtype);
}

/** That of the reference implementation. */
const longestHeader = 100_000_000;
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entry = v.object({ dtype: v.string(), shape: v.array(whole), data_offsets: v.tuple([whole, whole]) });
const description = v.record(v.string(), v.unknown());

interface Place extends SavedTensor {
  readonly start: number;
  readonly end: number;
}

/** Throws `FILE_UNREADABLE`, naming the file, where its description or the places of its tensors cannot be right. */
export async function openSafetensors(path: string): Promise<SafetensorsFile> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw new AppError('FILE_UNREADABLE', `The weights ${path} cannot be opened.`, cause);
  });
  try {
    const { dataStart, places } = await readPlaces(handle, path);
    const byName = new Map(places.map((place) => [place.name, place]));
    return {
      path,
      tensors: places,
      read: async (name) => {
        const place = byName.get(name);
        const format = formats[place?.dtype ?? ''];
        if (place === undefined || format === undefined) throw new TypeError(`${path} has no floats named ${name}.`);
        const bytes = await readBytes(handle, path, dataStart + place.start, place.end - place.start);
        const numbers = format.fromBytes(bytes);
        return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers as Float64Array);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readPlaces(handle: FileHandle, path: string): Promise<{ dataStart: number; places: Place[] }> {
  const { size } = await handle.stat();
  if (size < 8) throw damaged(path, 'it is too short');
  const length = Number(new DataView(await readBytes(handle, path, 0, 8)).getBigUint64(0, true));
  if (length > longestHeader || 8 + length > size) throw damaged(path, `its description would take ${length} bytes`);
  const text = new TextDecoder().decode(await readBytes(handle, path, 8, length));
  const parsed = v.safeParse(description, parseJson(text, path));
  if (!parsed.success) throw damaged(path, 'its description is no list of tensors');
  const repeated = repeatedKey(text);
  if (repeated !== null) throw damaged(path, `it describes ${repeated} twice`);
  const dataStart = 8 + length;
  const places = Object.entries(parsed.output)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => placeOf(path, name, value, size - dataStart));
  requireApart(path, places);
  return { dataStart, places };
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(path, 'its description is no JSON', cause);
  }
}

function placeOf(path: string, name: string, value: unknown, dataSize: number): Place {
  const parsed = v.safeParse(entry, value);
  if (!parsed.success) throw damaged(path, `its description of ${name} is incomplete`);
  const {
    dtype,
    shape,
    data_offsets: [start, end],
  } = parsed.output;
  const byteSize = formats[dtype]?.byteSize ?? otherSizes[dtype];
  if (end < start || end > dataSize) throw damaged(path, `${name} lies outside the file`);
  if (byteSize !== undefined && end - start !== elementCount(shape) * byteSize) {
    throw damaged(path, `${name} has ${end - start} bytes, which its shape ${shape.join(' x ')} does not fit`);
  }
  return { name, dtype, shape, start, end };
}

function requireApart(path: string, places: readonly Place[]): void {
  const inOrder = places.filter(({ start, end }) => end > start).toSorted((a, b) => a.start - b.start);
  const overlapping = inOrder.find((place, i) => place.start < (inOrder[i - 1]?.end ?? 0));
  if (overlapping !== undefined) throw damaged(path, `${overlapping.name} lies over another tensor`);
}

async function readBytes(handle: FileHandle, path: string, offset: number, length: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) throw damaged(path, 'it became shorter while it was read');
    done += bytesRead;
  }
  return bytes.buffer;
}

function damaged(path: string, reason: string, cause?: unknown): AppError {
  return new AppError('FILE_UNREADABLE', `${path} is no safetensors file or is damaged: ${reason}.`, cause);
}
