import type { MaskGeometry } from './geometry.ts';
import type { ImageSize } from './imageSize.ts';
import { countsFromSpans, maskFromSpans, spansFromCounts, spansFromMask } from './spans.ts';

/** Run lengths over the whole image, column by column, background first. Throws where the mask leaves the image. */
export function imageCounts(mask: MaskGeometry, size: ImageSize): number[] {
  const { x, y, width, height } = mask.box;
  if (x < 0 || y < 0 || x + width > size.width || y + height > size.height) {
    throw new RangeError(
      `The mask (${width} x ${height} at ${x}, ${y}) leaves its image of ${size.width} x ${size.height} pixels.`,
    );
  }
  return countsFromSpans(spansFromMask(mask), { x: 0, y: 0, ...size });
}

/**
 * The mask in its tight box; `null` where no pixel is set. Throws a `RangeError` where a count is not a whole number
 * from 0 up or where the counts do not add up to the image.
 */
export function maskFromImageCounts(counts: readonly number[], size: ImageSize): MaskGeometry | null {
  const wrong = counts.find((count) => !Number.isSafeInteger(count) || count < 0);
  if (wrong !== undefined) throw new RangeError(`A run length must be a whole number from 0 up, not ${wrong}.`);
  return maskFromSpans(spansFromCounts(counts, { x: 0, y: 0, width: size.width, height: size.height }));
}
