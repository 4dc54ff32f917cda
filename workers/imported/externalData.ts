import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep, win32 } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { ModelMessage, TensorMessage } from '../onnx/file/onnxSchema.ts';
import { isExternal, type ReadExternal } from '../onnx/file/tensorFile.ts';

/**
 * Reads tensors that lie in files beside the model (ONNX, "External Data"). Such a file must lie in the model's own
 * folder or below it, links followed; sizes are checked against the file before memory is taken. Throws
 * `FILE_UNREADABLE` for what is missing or too short, `FILE_UNSUPPORTED` for paths that lead out of the folder.
 */
export function externalReader(modelFile: string): ReadExternal {
  return (tensor, byteSize) => {
    const entries = entriesOf(tensor);
    const place = { offset: wholeNumber(entries.get('offset') ?? '0'), byteSize };
    const given = entries.get('length');
    const refuse = refusalOf(modelFile, tensor);
    if (given !== undefined && wholeNumber(given) !== byteSize) {
      throw refuse('FILE_UNREADABLE', `they should be ${byteSize} bytes, not ${given}`);
    }
    const file = fileOf(modelFile, tensor);
    if (!(place.offset + byteSize <= file.size)) {
      throw refuse('FILE_UNREADABLE', `${file.location} ends before them`);
    }
    return readBytes(file.path, place.offset, byteSize);
  };
}

/** The files beside a model that hold weights of it, as paths below its folder; checked as on reading. */
export function externalFiles({ graph }: ModelMessage, modelFile: string): readonly string[] {
  const inNodes = graph?.node.flatMap(({ attribute }) => attribute.flatMap(({ t }) => t ?? [])) ?? [];
  const external = [...(graph?.initializer ?? []), ...inNodes].filter(isExternal);
  return [...new Set(external.map((tensor) => fileOf(modelFile, tensor).location))];
}

function entriesOf({ externalData }: TensorMessage): ReadonlyMap<string, string> {
  return new Map(externalData.map(({ key = '', value = '' }) => [key, value]));
}

type Refuse = (code: 'FILE_UNREADABLE' | 'FILE_UNSUPPORTED', reason: string, cause?: unknown) => AppError;

function refusalOf(modelFile: string, { name = '' }: TensorMessage): Refuse {
  return (code, reason, cause) =>
    new AppError(code, `${modelFile}: the values of the tensor ${name} cannot be read: ${reason}.`, cause);
}

function fileOf(modelFile: string, tensor: TensorMessage) {
  const refuse = refusalOf(modelFile, tensor);
  const location = entriesOf(tensor).get('location') ?? '';
  if (!staysInside(location)) {
    throw refuse('FILE_UNSUPPORTED', `"${location}" is not a path within the model's folder`);
  }
  const folder = resolve(modelFile, '..');
  const file = openedInside(folder, join(folder, location), (reason, cause) => {
    return refuse(cause === undefined ? 'FILE_UNSUPPORTED' : 'FILE_UNREADABLE', `${location} ${reason}`, cause);
  });
  return { ...file, location };
}

function staysInside(location: string): boolean {
  const steps = location.split(/[\\/]/);
  return location !== '' && !isAbsolute(location) && !win32.isAbsolute(location) && !steps.includes('..');
}

function openedInside(
  folder: string,
  path: string,
  refuse: (reason: string, cause?: unknown) => AppError,
): { readonly path: string; readonly size: number } {
  let target: string;
  try {
    target = realpathSync(path);
  } catch (cause) {
    throw refuse('is missing', cause);
  }
  const fromFolder = relative(realpathSync(folder), target);
  if (fromFolder.split(sep)[0] === '..' || isAbsolute(fromFolder)) throw refuse("leads out of the model's folder");
  const found = statSync(target);
  if (!found.isFile()) throw refuse('is no file');
  return { path: target, size: found.size };
}

function readBytes(path: string, offset: number, byteSize: number): Uint8Array {
  const bytes = new Uint8Array(byteSize);
  const descriptor = openSync(path, 'r');
  try {
    for (let done = 0; done < byteSize;) {
      const count = readSync(descriptor, bytes, done, byteSize - done, offset + done);
      if (count === 0) throw new AppError('FILE_UNREADABLE', `${path} became shorter while it was read.`);
      done += count;
    }
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}

/** NaN for anything but a whole number, which no comparison passes. */
function wholeNumber(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : NaN;
}
