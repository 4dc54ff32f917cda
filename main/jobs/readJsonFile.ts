import { readFile } from 'node:fs/promises';
import { AppError } from '../../app/contract/errors.ts';

/** Throws `FILE_UNREADABLE` with what is wrong. A byte order mark is dropped. */
export async function readJsonFile(file: string, signal?: AbortSignal): Promise<unknown> {
  const text = await readFile(file, { encoding: 'utf8', ...(signal ? { signal } : {}) }).catch((cause: unknown) => {
    const tooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_STRING_TOO_LONG';
    const reason = tooLarge ? 'is larger than 512 MB; split it into several files' : 'cannot be opened';
    throw new AppError('FILE_UNREADABLE', `"${file}" ${reason}.`, cause);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const hint = /[:[,]\s*-?(NaN|Infinity)\b/.test(text) ? ' It holds NaN or Infinity, which JSON does not know.' : '';
    throw new AppError('FILE_UNREADABLE', `"${file}" is not valid JSON.${hint}`, cause);
  }
}
