import { access } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { AppError } from '../../app/contract/errors.ts';

/** Stored values of an image: upright, row-major, channels interleaved, alpha dropped; 16-bit stays 16-bit. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bitDepth: 8 | 16;
  readonly data: Uint8Array | Uint16Array;
}

/** What one image may take in memory; larger ones would overflow a 32-bit size somewhere on the way. */
const largestDecodedBytes = 2 ** 31 - 1;

/**
 * Colour profiles are ignored and colour spaces pinned to the file's own, because libvips would otherwise convert grey
 * and 16-bit images to 8-bit sRGB. Palettes expand to RGB. Throws `FILE_UNREADABLE` or `FILE_UNSUPPORTED`.
 */
export async function decodePixels(file: string): Promise<DecodedImage> {
  const input = sharp(file, { autoOrient: true, ignoreIcc: true, failOn: 'error', limitInputPixels: false });
  const metadata = await input.metadata().catch(async (cause: unknown) => {
    const isGone = !(await isThere(file));
    throw new AppError(
      'FILE_UNREADABLE',
      `${file} ${isGone ? 'is no longer there' : 'cannot be read as an image'}.`,
      cause,
    );
  });
  assertSupported(file, metadata);
  const { depth, space } = metadata;
  const isGrey = space === 'b-w' || space === 'grey16';
  const wide = depth === 'ushort';
  const { data, info } = await input
    .removeAlpha()
    .toColourspace(isGrey ? (wide ? 'grey16' : 'b-w') : wide ? 'rgb16' : 'srgb')
    .raw({ depth: wide ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw new AppError('FILE_UNREADABLE', `${file} is damaged: its pixels cannot be decoded.`, cause);
    });
  if (info.channels !== 1 && info.channels !== 3) {
    throw new AppError('FILE_UNSUPPORTED', `${file} has ${info.channels} channels; 1 and 3 are supported.`);
  }
  return {
    width: info.width,
    height: info.height,
    channels: info.channels,
    bitDepth: wide ? 16 : 8,
    data: wide ? wordsOf(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

function assertSupported(file: string, { width, height, channels, hasAlpha, depth, pages = 1 }: Metadata): void {
  const decodedBytes = width * height * (channels - Number(hasAlpha)) * (depth === 'ushort' ? 2 : 1);
  const obstacles: readonly (readonly [boolean, string])[] = [
    [pages > 1, `holds ${pages} pages; only single images are supported, so save every page as a file of its own.`],
    [depth !== 'uchar' && depth !== 'ushort', `stores ${depth} values; 8 and 16-bit unsigned images are supported.`],
    [
      decodedBytes > largestDecodedBytes,
      `is too large with ${width} x ${height} pixels; images of up to 2 GB of pixel values are supported.`,
    ],
  ];
  const obstacle = obstacles.find(([isMet]) => isMet);
  if (obstacle) throw new AppError('FILE_UNSUPPORTED', `${file} ${obstacle[1]}`);
}

/** A pooled Buffer may start at an odd offset, which a Uint16Array cannot view. */
function wordsOf(bytes: Buffer): Uint16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : Uint8Array.from(bytes);
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
}
