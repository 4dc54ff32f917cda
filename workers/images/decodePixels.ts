import { access } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
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

/** An image file that can be decoded: the shape of its upright pixels, and libvips's input for them. */
export interface OpenedImage extends Omit<DecodedImage, 'data'> {
  readonly file: string;
  /** What its pixels take in memory. */
  readonly decodedBytes: number;
  /** Whether rows are stored as they are shown, so that some of them can be read by themselves. */
  readonly isUpright: boolean;
  readonly input: Sharp;
}

/** Reads the head of the file. Throws `FILE_UNREADABLE` or `FILE_UNSUPPORTED`. */
export async function openImageFile(file: string): Promise<OpenedImage> {
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
  const { space, autoOrient, orientation = 1 } = metadata;
  const channels = space === 'b-w' || space === 'grey16' ? 1 : 3;
  const bitDepth = metadata.depth === 'ushort' ? 16 : 8;
  const decodedBytes = (autoOrient.width * autoOrient.height * channels * bitDepth) / 8;
  return {
    file,
    width: autoOrient.width,
    height: autoOrient.height,
    channels,
    bitDepth,
    decodedBytes,
    isUpright: orientation === 1,
    input,
  };
}

/**
 * Colour profiles are ignored and colour spaces pinned to the file's own, because libvips would otherwise convert grey
 * and 16-bit images to 8-bit sRGB. Palettes expand to RGB. Throws `FILE_UNREADABLE` or `FILE_UNSUPPORTED`.
 */
export async function decodePixels(file: string): Promise<DecodedImage> {
  return decodeWhole(await openImageFile(file));
}

/** Throws `FILE_UNSUPPORTED` for an image of more than 2 GB of pixel values. */
export function decodeWhole(image: OpenedImage): Promise<DecodedImage> {
  if (image.decodedBytes <= largestDecodedBytes) return decodeFrom(image, image.input);
  return Promise.reject(
    new AppError(
      'FILE_UNSUPPORTED',
      `${image.file} is too large with ${image.width} x ${image.height} pixels to be taken as a whole; this works with up to 2 GB of pixel values.`,
    ),
  );
}

/** Rows `top` to `top + height` of an upright image. */
export function decodeRows(image: OpenedImage, top: number, height: number): Promise<DecodedImage> {
  return decodeFrom(image, image.input.clone().extract({ left: 0, top, width: image.width, height }));
}

async function decodeFrom({ file, channels, bitDepth }: OpenedImage, input: Sharp): Promise<DecodedImage> {
  const wide = bitDepth === 16;
  const { data, info } = await input
    .removeAlpha()
    .toColourspace(channels === 1 ? (wide ? 'grey16' : 'b-w') : wide ? 'rgb16' : 'srgb')
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
    bitDepth,
    data: wide ? wordsOf(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

function assertSupported(file: string, { depth, pages = 1 }: Metadata): void {
  const obstacles: readonly (readonly [boolean, string])[] = [
    [pages > 1, `holds ${pages} pages; only single images are supported, so save every page as a file of its own.`],
    [depth !== 'uchar' && depth !== 'ushort', `stores ${depth} values; 8 and 16-bit unsigned images are supported.`],
  ];
  const obstacle = obstacles.find(([isMet]) => isMet);
  if (obstacle) throw new AppError('FILE_UNSUPPORTED', `${file} ${obstacle[1]}`);
}

/** A pooled Buffer may start at an odd offset, which a Uint16Array cannot view. */
function wordsOf(bytes: Buffer): Uint16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : Uint8Array.from(bytes);
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
}
