import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep, win32 } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { ReadExternal } from '../onnx/tensorFile.ts';

/**
 * Reads tensors that lie in files beside the model (ONNX, "External Data"). Such a file must lie in the model's own
 * folder or below it, links followed; sizes are checked against the file before memory is taken. Throws
 * `FILE_UNREADABLE` for what is missing or too short, `FILE_UNSUPPORTED` for paths that lead out of the folder.
 */
export function externalReader(modelFile: string): ReadExternal {
  const folder = resolve(modelFile, '..');
  return ({ name, externalData }, byteSize) => {
    const entries = new Map(externalData.map(({ key, value }) => [key, value ?? '']));
    const place = { offset: wholeNumber(entries.get('offset') ?? '0'), byteSize };
    const given = entries.get('length');
    const refuse = (code: 'FILE_UNREADABLE' | 'FILE_UNSUPPORTED', reason: string, cause?: unknown): AppError =>
      new AppError(code, `${modelFile}: the values of the tensor ${name ?? ''} cannot be read: ${reason}.`, cause);
    if (given !== undefined && wholeNumber(given) !== byteSize) {
      throw refuse('FILE_UNREADABLE', `they should be ${byteSize} bytes, not ${given}`);
    }
    const location = entries.get('location') ?? '';
    if (!staysInside(location)) {
      throw refuse('FILE_UNSUPPORTED', `"${location}" is not a path within the model's folder`);
    }
    const file = openedInside(folder, join(folder, location), (reason, cause) => {
      return refuse(cause === undefined ? 'FILE_UNSUPPORTED' : 'FILE_UNREADABLE', `${location} ${reason}`, cause);
    });
    if (!(place.offset + byteSize <= file.size)) {
      throw refuse('FILE_UNREADABLE', `${location} ends before them`);
    }
    return readBytes(file.path, place.offset, byteSize);
  };
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
