import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  tileBox,
  tileFileName,
  tilePyramidOf,
  type TileBox,
  type TilePyramid,
} from '../../app/contract/tilePyramid.ts';
import type { DecodedImage } from './decodePixels.ts';
import { halve } from './halve.ts';
import { encodePng } from './pngTile.ts';
import { writeWhole } from './writeWhole.ts';

/**
 * Writes every tile of an image into `folder`, coarse levels first, so that the whole image can be shown early.
 * `onRow` is told of every row of tiles that is whole.
 */
export async function writePyramid(
  image: DecodedImage,
  folder: string,
  onRow: (level: number, row: number) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pyramid = tilePyramidOf(image);
  const levels = [image];
  for (let level = 1; level < pyramid.levels; level++) levels.push(halve(levels[level - 1] ?? image));
  for (let level = pyramid.levels - 1; level >= 0; level--) {
    const pixels = levels[level] ?? image;
    for (let row = 0; row * pyramid.tileSize < pixels.height; row++) {
      await writeTileRow(pyramid, rowsOf(pixels, row * pyramid.tileSize, pyramid.tileSize), folder, { level, row });
      onRow(level, row);
    }
  }
}

/** Rows of an image, without copying them; fewer at its end. */
export function rowsOf(image: DecodedImage, top: number, most: number): DecodedImage {
  const height = Math.min(most, image.height - top);
  const rowLength = image.width * image.channels;
  return { ...image, height, data: image.data.subarray(top * rowLength, (top + height) * rowLength) };
}

/** `rows` are those of the row of tiles alone. */
export async function writeTileRow(
  pyramid: TilePyramid,
  rows: DecodedImage,
  folder: string,
  { level, row }: { readonly level: number; readonly row: number },
): Promise<void> {
  const written: Promise<void>[] = [];
  for (let column = 0; ; column++) {
    const box = tileBox(pyramid, level, column, row);
    if (!box) break;
    const tile = cut(rows, box);
    const bytes =
      tile instanceof Uint8Array
        ? encodePng(tile, box.width, box.height, rows.channels)
        : new Uint8Array(tile.buffer, tile.byteOffset, tile.byteLength);
    written.push(writeWhole(join(folder, tileFileName(pyramid, level, column, row)), bytes));
  }
  await Promise.all(written);
}

/** Of the rows of one row of tiles. */
function cut(image: DecodedImage, box: TileBox): Uint8Array | Uint16Array {
  const { channels, data } = image;
  const rowLength = box.width * channels;
  const tile = image.bitDepth === 8 ? new Uint8Array(rowLength * box.height) : new Uint16Array(rowLength * box.height);
  for (let y = 0; y < box.height; y++) {
    const start = (y * image.width + box.x) * channels;
    tile.set(data.subarray(start, start + rowLength), y * rowLength);
  }
  return tile;
}
