import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import sharp, { type Sharp } from 'sharp';

export interface ImageFileOptions {
  readonly width: number;
  readonly height: number;
  readonly channels?: 1 | 3;
  readonly bitDepth?: 8 | 16;
  /** Another number makes another picture. */
  readonly seed?: number;
  /** 1-8, as EXIF and TIFF define it; TIFF files only. */
  readonly orientation?: number;
}

/** Lossless ones keep every value; JPEG does not. By the extension of the file. */
const encoders: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  png: (image) => image.png(),
  webp: (image) => image.webp({ lossless: true, effort: 0 }),
  tif: (image) => image.tiff({ compression: 'deflate' }),
  tiff: (image) => image.tiff({ compression: 'none' }),
  jpg: (image) => image.jpeg({ quality: 95 }),
  gif: (image) => image.gif(),
};

/** Values of a picture without two equal rows, row-major, channels interleaved. */
export function generatedValues(options: ImageFileOptions): Uint8Array | Uint16Array {
  const { width, height, channels = 1, bitDepth = 8, seed = 1 } = options;
  const values =
    bitDepth === 8 ? new Uint8Array(width * height * channels) : new Uint16Array(width * height * channels);
  for (let i = 0; i < values.length; i++) values[i] = Math.imul(i + 1 + seed * 7919, 2654435761) >>> 12;
  return values;
}

/** Writes the picture as it is stored, so an `orientation` other than 1 turns it, and answers the stored values. */
export async function writeImageFile(file: string, options: ImageFileOptions): Promise<Uint8Array | Uint16Array> {
  const { width, height, channels = 1, bitDepth = 8, orientation } = options;
  const values = generatedValues(options);
  const wide = bitDepth === 16;
  const raw = sharp(values, { raw: { width, height, channels } });
  const space = channels === 1 ? (wide ? 'grey16' : 'b-w') : wide ? 'rgb16' : 'srgb';
  const encode = encoders[file.slice(file.lastIndexOf('.') + 1)];
  if (!encode) throw new Error(`${file}: no such format`);
  const bytes = await encode(raw.toColourspace(space)).toBuffer();
  if (orientation !== undefined) setTiffOrientation(bytes, orientation);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return values;
}

/** Overwrites the tag in place: sharp sets it only on images that it converts to sRGB. */
function setTiffOrientation(bytes: Buffer, orientation: number): void {
  const directory = bytes.readUInt32LE(4);
  const entries = bytes.readUInt16LE(directory);
  for (let entry = directory + 2; entry < directory + 2 + 12 * entries; entry += 12) {
    if (bytes.readUInt16LE(entry) === 274) bytes.writeUInt16LE(orientation, entry + 8);
  }
}

/**
 * Turns stored values upright, by the definition of EXIF: which corner of the picture the first stored row and column
 * show.
 */
export function uprightValues<T extends Uint8Array | Uint16Array>(values: T, options: ImageFileOptions): T {
  const { width, height, channels = 1, orientation = 1 } = options;
  const [uprightWidth, uprightHeight] = orientation >= 5 ? [height, width] : [width, height];
  const right = width - 1;
  const bottom = height - 1;
  const storedFrom = storedFromUpright[orientation] ?? ((x: number, y: number) => [x, y]);
  const upright = values.slice() as T;
  for (let y = 0; y < uprightHeight; y++) {
    for (let x = 0; x < uprightWidth; x++) {
      const [storedX, storedY] = storedFrom(x, y, right, bottom);
      for (let c = 0; c < channels; c++) {
        upright[(y * uprightWidth + x) * channels + c] = values[(storedY * width + storedX) * channels + c] ?? 0;
      }
    }
  }
  return upright;
}

type StoredFromUpright = (x: number, y: number, right: number, bottom: number) => readonly [number, number];

const storedFromUpright: Readonly<Record<number, StoredFromUpright>> = {
  1: (x, y) => [x, y],
  2: (x, y, right) => [right - x, y],
  3: (x, y, right, bottom) => [right - x, bottom - y],
  4: (x, y, _right, bottom) => [x, bottom - y],
  5: (x, y) => [y, x],
  6: (x, y, _right, bottom) => [y, bottom - x],
  7: (x, y, right, bottom) => [right - y, bottom - x],
  8: (x, y, right) => [right - y, x],
};
