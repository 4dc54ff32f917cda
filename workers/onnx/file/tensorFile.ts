import { AppError } from '../../../app/contract/errors.ts';
import { elementFormat, type ElementFormat } from './elementFormats.ts';
import { dataTypeNumbers, elementCount, type Tensor } from '../graph.ts';
import type { TensorMessage } from './onnxSchema.ts';

/** The bytes of a tensor that lies in a file of its own; `byteSize` is how many it must be. */
export type ReadExternal = (tensor: TensorMessage, byteSize: number) => Uint8Array;

export function writeTensor(tensor: Tensor): TensorMessage {
  const { data } = tensor;
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const unused = { floatData: [], int32Data: [], int64Data: [], doubleData: [], uint64Data: [], externalData: [] };
  return { dims: tensor.shape, dataType: dataTypeNumbers[tensor.dataType], rawData, ...unused };
}

/**
 * The numbers of a tensor: in its bytes, one by one in the field of its type, or in another file. float16 and bfloat16
 * become float32, small whole numbers int32. `name` is the file's, for errors: `FILE_UNREADABLE` where numbers are
 * missing or too many, `FILE_UNSUPPORTED` for other element types.
 */
export function readTensor(message: TensorMessage, file: string, readExternal?: ReadExternal): Tensor {
  const name = message.name === undefined || message.name === '' ? 'a constant' : `the tensor ${message.name}`;
  const number = message.dataType ?? 0;
  const format = elementFormat(number);
  if (format === undefined) {
    throw new AppError(
      'FILE_UNSUPPORTED',
      `${file}: ${name} holds values of the type ${number}, which is not supported.`,
    );
  }
  const shape = message.dims;
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw new AppError('FILE_UNREADABLE', `${file}: ${name} has the impossible shape ${shape.join(' x ')}.`);
  }
  const count = elementCount(shape);
  const data = readNumbers(message, format, count, readExternal);
  if (data?.length !== count) {
    const found = data === null ? 'its bytes do not fit that' : `it holds ${data.length}`;
    throw new AppError('FILE_UNREADABLE', `${file}: ${name} should hold ${count} values, but ${found}.`);
  }
  return { dataType: format.dataType, shape, data } as Tensor;
}

export function isExternal({ dataLocation }: TensorMessage): boolean {
  return dataLocation === 1;
}

/** `null` where the number of bytes is wrong, which is known before memory is taken. */
function readNumbers(
  message: TensorMessage,
  format: ElementFormat,
  count: number,
  readExternal: ReadExternal | undefined,
): Tensor['data'] | null {
  const byteSize = count * format.byteSize;
  if (isExternal(message) && readExternal !== undefined) {
    return format.fromBytes(ownBuffer(readExternal(message, byteSize)));
  }
  const { rawData } = message;
  if (rawData === undefined) return format.fromNumbers(message[format.numberField]);
  return rawData.byteLength === byteSize ? format.fromBytes(ownBuffer(rawData)) : null;
}

/** Numbers may begin at any byte of a file, but in memory at multiples of their size only. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
