import { join } from 'node:path';
import type { ProbedImage } from '../../app/contract/workerMessages.ts';
import { hashFile } from './contentHash.ts';
import { openChecked } from './readImage.ts';
import { reduce } from './readReduced.ts';
import { readPixelSpacing } from './spacing/readPixelSpacing.ts';
import { thumbnailSizePx, writeThumbnail } from './thumbnail.ts';

/** Everything that the project keeps of an image file, from one decoding; the thumbnail goes into `cacheFolder`. */
export async function probeImage(file: string, cacheFolder: string | null): Promise<ProbedImage> {
  const image = await openChecked(file);
  const [{ reduced, valueRange }, hashed] = await Promise.all([reduce(image), hashFile(file)]);
  const { width, height, channels, bitDepth } = image;
  if (cacheFolder !== null) {
    const target = join(cacheFolder, hashed.contentHash, 'thumbnail.webp');
    await writeThumbnail(reduced, target, thumbnailSizePx, bitDepth === 8 ? null : valueRange);
  }
  return { width, height, channels, bitDepth, valueRange, pixelSpacing: await readPixelSpacing(file), ...hashed };
}
