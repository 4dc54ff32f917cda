import { AppError } from '../../app/contract/errors.ts';
import { type DecodedImage, decodeRows, type OpenedImage } from './decodePixels.ts';

/** An image with more pixel values than this is read strip by strip, and never lies in memory as a whole. */
const largestWholeBytes = 2 ** 30;
/** Formats that can only be read from the top are decoded anew for every strip, so strips are as large as can be afforded. */
const largestStripBytes = 2 ** 28;

export function isReadInStrips({ decodedBytes }: OpenedImage): boolean {
  return decodedBytes > largestWholeBytes;
}

/**
 * The image from top to bottom, in strips of a multiple of `unitRows` rows, but the last. Throws FILE_UNSUPPORTED for one
 * that is turned upright by its orientation: its rows are columns of the file.
 */
export async function* stripsOf(
  image: OpenedImage,
  unitRows: number,
  largestBytes = largestStripBytes,
): AsyncGenerator<DecodedImage> {
  if (!image.isUpright) {
    throw new AppError(
      'FILE_UNSUPPORTED',
      `${image.file} is stored turned and is too large with ${image.width} x ${image.height} pixels to be turned upright; save it upright.`,
    );
  }
  const rowBytes = (image.width * image.channels * image.bitDepth) / 8;
  const stripRows = unitRows * Math.max(1, Math.floor(largestBytes / rowBytes / unitRows));
  for (let top = 0; top < image.height; top += stripRows) {
    yield await decodeRows(image, top, Math.min(stripRows, image.height - top));
  }
}
