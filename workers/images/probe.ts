import { join } from 'node:path';
import type { ProbedImage } from '../../app/contract/workerMessages.ts';
import { hashFile } from './contentHash.ts';
import { readImage } from './readImage.ts';
import { readPixelSpacing } from './spacing/readPixelSpacing.ts';
import { thumbnailSizePx, writeThumbnail } from './thumbnail.ts';
import { valueRangeOf } from './valueRange.ts';

/** Everything that the project keeps of an image file, from one decoding; the thumbnail goes into `cacheFolder`. */
export async function probeImage(file: string, cacheFolder: string | null): Promise<ProbedImage> {
  const [image, hashed] = await Promise.all([readImage(file), hashFile(file)]);
  const { width, height, channels, bitDepth } = image;
  const valueRange = valueRangeOf(image.data);
  if (cacheFolder !== null) {
    const target = join(cacheFolder, hashed.contentHash, 'thumbnail.webp');
    await writeThumbnail(image, target, thumbnailSizePx, bitDepth === 8 ? null : valueRange);
  }
  return { width, height, channels, bitDepth, valueRange, pixelSpacing: await readPixelSpacing(file), ...hashed };
}
