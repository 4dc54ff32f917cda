import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import sharp from 'sharp';
import type { DisplayWindow } from '../../app/model/records.ts';
import type { DecodedImage } from './decodePixels.ts';
import { valueRangeOf } from './valueRange.ts';
import { writeWhole } from './writeWhole.ts';

/** The longest side of a thumbnail, in pixels. */
export const thumbnailSizePx = 256;

const webpQuality = 82;

/**
 * Writes a WebP picture of the image, its longest side at most `sizePx`. `window` null: the whole range of 8-bit
 * images, the value range of 16-bit images.
 */
export async function writeThumbnail(
  image: DecodedImage,
  target: string,
  sizePx: number,
  window: DisplayWindow | null,
): Promise<void> {
  const small = await shrink(image, sizePx);
  const shown = window ?? (image.bitDepth === 8 ? { low: 0, high: 255 } : valueRangeOf(image.data));
  const { width, height, channels } = small;
  const bytes = await sharp(throughWindow(small.data, shown), { raw: { width, height, channels } })
    .webp({ quality: webpQuality, effort: 0 })
    .toBuffer();
  await mkdir(dirname(target), { recursive: true });
  await writeWhole(target, bytes);
}

async function shrink(image: DecodedImage, sizePx: number): Promise<DecodedImage> {
  const { width, height, channels, bitDepth, data } = image;
  if (Math.max(width, height) <= sizePx) return image;
  const isGrey = channels === 1;
  const wide = bitDepth === 16;
  const { data: bytes, info } = await sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
    .resize(sizePx, sizePx, { fit: 'inside', kernel: 'linear' })
    .toColourspace(isGrey ? (wide ? 'grey16' : 'b-w') : wide ? 'rgb16' : 'srgb')
    .raw({ depth: wide ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const values = wide ? new Uint16Array(Uint8Array.from(bytes).buffer) : Uint8Array.from(bytes);
  return { width: info.width, height: info.height, channels, bitDepth, data: values };
}

function throughWindow(values: Uint8Array | Uint16Array, { low, high }: DisplayWindow): Uint8Array {
  if (values instanceof Uint8Array && low === 0 && high === 255) return values;
  const shown = new Uint8ClampedArray(values.length);
  const scale = 255 / Math.max(high - low, 1);
  for (let i = 0; i < values.length; i++) shown[i] = ((values[i] ?? 0) - low) * scale;
  return new Uint8Array(shown.buffer);
}
