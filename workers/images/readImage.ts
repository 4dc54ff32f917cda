import { open } from 'node:fs/promises';
import { AppError } from '../../app/contract/errors.ts';
import { type DecodedImage, decodeWhole, openImageFile, type OpenedImage } from './decodePixels.ts';
import { fileKindOf, signatureBytes } from './fileKind.ts';

/** The image as a whole; see `openChecked`. */
export async function readImage(file: string): Promise<DecodedImage> {
  return decodeWhole(await openChecked(file));
}

/**
 * Checks what the file is before its pixels are decoded. Throws FILE_UNREADABLE (missing, empty, damaged, not an
 * image) or FILE_UNSUPPORTED (another kind of image, several pages), with a sentence that names the file.
 */
export async function openChecked(file: string): Promise<OpenedImage> {
  const head = await readHead(file);
  if (head.length === 0) throw new AppError('FILE_UNREADABLE', `${file} is empty.`);
  const kind = fileKindOf(head);
  if (kind === null) throw new AppError('FILE_UNREADABLE', `${file} is not an image.`);
  if (!kind.supported) {
    throw new AppError(
      'FILE_UNSUPPORTED',
      `${file} is a ${kind.name} file, which is not supported; save it as PNG, JPEG, WebP or TIFF.`,
    );
  }
  return openImageFile(file);
}

async function readHead(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(signatureBytes), 0, signatureBytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw openingError(file, cause);
  }
}

const openingReasons: Readonly<Record<string, string>> = {
  ENOENT: 'is not there any more; was it moved, or is its drive not connected?',
  EACCES: 'may not be read by this user.',
  EPERM: 'may not be read by this user.',
  EISDIR: 'is a folder, not a file.',
};

/** The sentence for a file that cannot be opened or read. */
export function openingError(file: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return new AppError('FILE_UNREADABLE', `${file} ${openingReasons[code] ?? `cannot be read (${code}).`}`, cause);
}
