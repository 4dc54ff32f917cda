import { tilePyramidOf } from '../../app/contract/tilePyramid.ts';
import { decodeWhole } from './decodePixels.ts';
import { isReadInStrips, stripsOf } from './imageStrips.ts';
import { writePyramid } from './pyramid.ts';
import { openChecked } from './readImage.ts';
import { writeStripPyramid } from './stripPyramid.ts';

/** Writes the pyramid of an image file, once `allowed` has resolved. */
export async function writeTiles(
  file: string,
  allowed: Promise<void>,
  folder: string,
  onRow: (level: number, row: number) => void,
): Promise<void> {
  const [image] = await Promise.all([openChecked(file), allowed]);
  if (isReadInStrips(image)) {
    await writeStripPyramid(image, stripsOf(image, tilePyramidOf(image).tileSize), folder, onRow);
  } else {
    await writePyramid(await decodeWhole(image), folder, onRow);
  }
}
