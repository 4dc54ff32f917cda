import { tilePyramidOf } from '../../app/contract/tilePyramid.ts';
import type { DisplayWindow } from '../../app/model/records.ts';
import { type DecodedImage, decodeWhole, type OpenedImage } from './decodePixels.ts';
import { isReadInStrips, stripsOf } from './imageStrips.ts';
import { openChecked } from './readImage.ts';
import { readLevel } from './stripPyramid.ts';
import { thumbnailSizePx } from './thumbnail.ts';
import { valueRangeOf } from './valueRange.ts';

/** Large enough for a thumbnail to be made of it as of the image itself. */
const reducedSizePx = 8 * thumbnailSizePx;

/** The image, or what is left of it where it is too large to be held as a whole. */
export async function readReduced(file: string): Promise<DecodedImage> {
  return (await reduce(await openChecked(file))).reduced;
}

/** With the range of all its values. */
export async function reduce(
  image: OpenedImage,
): Promise<{ readonly reduced: DecodedImage; readonly valueRange: DisplayWindow }> {
  if (!isReadInStrips(image)) {
    const whole = await decodeWhole(image);
    return { reduced: whole, valueRange: valueRangeOf(whole.data) };
  }
  let [low, high] = [Infinity, 0];
  async function* measured(): AsyncGenerator<DecodedImage> {
    for await (const strip of stripsOf(image, tilePyramidOf(image).tileSize)) {
      const range = valueRangeOf(strip.data);
      [low, high] = [Math.min(low, range.low), Math.max(high, range.high)];
      yield strip;
    }
  }
  const reduced = await readLevel(image, measured(), reducedSizePx);
  return { reduced, valueRange: { low, high } };
}
