import { mkdir } from 'node:fs/promises';
import { levelSize, tilePyramidOf, type TilePyramid } from '../../app/contract/tilePyramid.ts';
import type { DecodedImage } from './decodePixels.ts';
import { halve } from './halve.ts';
import { rowsOf, writeTileRow } from './pyramid.ts';

interface LevelRow {
  readonly level: number;
  readonly row: number;
}

type TakeRows = (rows: DecodedImage, place: LevelRow) => Promise<void>;

type Strips = AsyncIterable<DecodedImage>;

type Shape = Omit<DecodedImage, 'data'>;

/** The same tiles as `writePyramid`, of an image that comes in strips: every level from top to bottom, all at once. */
export async function writeStripPyramid(
  image: Shape,
  strips: Strips,
  folder: string,
  onRow: (level: number, row: number) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pyramid = tilePyramidOf(image);
  await streamLevels(pyramid, strips, async (rows, place) => {
    await writeTileRow(pyramid, rows, folder, place);
    onRow(place.level, place.row);
  });
}

/** One level of the pyramid as a whole: the finest that is at most `longestPx` long, or the coarsest. */
export async function readLevel(image: Shape, strips: Strips, longestPx: number): Promise<DecodedImage> {
  const pyramid = tilePyramidOf(image);
  const fits = (level: number) => Math.max(image.width, image.height) / 2 ** level <= longestPx;
  let wanted = 0;
  while (wanted < pyramid.levels - 1 && !fits(wanted)) wanted++;
  const size = levelSize(pyramid, wanted);
  const { channels, bitDepth } = image;
  const whole: DecodedImage = { ...size, channels, bitDepth, data: createPixels(image, size.width * size.height) };
  await streamLevels(pyramid, strips, (rows, { level, row }) => {
    if (level === wanted) whole.data.set(rows.data, row * pyramid.tileSize * size.width * channels);
    return Promise.resolve();
  });
  return whole;
}

/**
 * Takes every row of tiles of every level as soon as its pixels are there. A level keeps the pixels of one row of tiles;
 * as that is an even number of them, halving piece by piece is halving as a whole.
 */
async function streamLevels(pyramid: TilePyramid, strips: Strips, take: TakeRows): Promise<void> {
  const levels = Array.from({ length: pyramid.levels }, (_, level) => createLevel(pyramid, level));
  const flush = async (level: number): Promise<void> => {
    const at = levels[level];
    if (at === undefined || at.filledRows === 0) return;
    const rows = rowsOf({ ...at.pixels, height: at.filledRows }, 0, at.filledRows);
    await take(rows, { level, row: at.row++ });
    at.filledRows = 0;
    if (level + 1 < levels.length) await add(level + 1, halve(rows));
  };
  const add = async (level: number, piece: DecodedImage): Promise<void> => {
    const at = levels[level];
    if (at === undefined) return;
    for (let top = 0; top < piece.height;) {
      const rows = rowsOf(piece, top, pyramid.tileSize - at.filledRows);
      at.pixels.data.set(rows.data, at.filledRows * piece.width * piece.channels);
      at.filledRows += rows.height;
      top += rows.height;
      if (at.filledRows === pyramid.tileSize) await flush(level);
    }
  };
  for await (const strip of strips) await add(0, strip);
  for (let level = 0; level < levels.length; level++) await flush(level);
}

interface Level {
  /** Of one row of tiles. */
  readonly pixels: DecodedImage;
  filledRows: number;
  /** The row of tiles that is being filled. */
  row: number;
}

function createLevel(pyramid: TilePyramid, level: number): Level {
  const { tileSize, channels, bitDepth } = pyramid;
  const { width } = levelSize(pyramid, level);
  const data = createPixels(pyramid, width * tileSize);
  return { pixels: { width, height: tileSize, channels, bitDepth, data }, filledRows: 0, row: 0 };
}

function createPixels(
  { channels, bitDepth }: Pick<Shape, 'channels' | 'bitDepth'>,
  pixels: number,
): Uint8Array | Uint16Array {
  return bitDepth === 8 ? new Uint8Array(pixels * channels) : new Uint16Array(pixels * channels);
}
