/**
 * The tiles of an image, as they lie in the cache and travel by URL. Level 0 is the image itself; every further level
 * is halved, rounded up, until it fits into one tile. A pixel of level n covers 2^n pixels of the image, so the last
 * ones of a row or column may reach beyond its edge.
 *
 * URLs: `/images/:imageId/pyramid.json` (a TilePyramid), `/images/:imageId/tiles/:level/:column_:row`. 8-bit tiles are
 * PNG. 16-bit tiles are raw little-endian values, channels interleaved, with the headers of `tileHeaders`.
 */
export interface TilePyramid {
  /** Pixels of level 0, upright. */
  readonly width: number;
  readonly height: number;
  readonly tileSize: number;
  readonly levels: number;
  readonly channels: 1 | 3;
  readonly bitDepth: 8 | 16;
}

/** Part of a level, in pixels of that level. */
export interface TileBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const tileSizePx = 512;

export const tileHeaders = { width: 'X-Tile-Width', height: 'X-Tile-Height', channels: 'X-Tile-Channels' } as const;

export function tilePyramidOf(image: Pick<TilePyramid, 'width' | 'height' | 'channels' | 'bitDepth'>): TilePyramid {
  const longest = Math.max(image.width, image.height);
  const levels = 1 + Math.max(0, Math.ceil(Math.log2(longest / tileSizePx)));
  const { width, height, channels, bitDepth } = image;
  return { width, height, tileSize: tileSizePx, levels, channels, bitDepth };
}

export function levelSize(pyramid: TilePyramid, level: number): { readonly width: number; readonly height: number } {
  const scale = 2 ** level;
  return { width: Math.ceil(pyramid.width / scale), height: Math.ceil(pyramid.height / scale) };
}

/** `null` outside the image. */
export function tileBox(pyramid: TilePyramid, level: number, column: number, row: number): TileBox | null {
  const size = levelSize(pyramid, level);
  const [x, y] = [column * pyramid.tileSize, row * pyramid.tileSize];
  if (level < 0 || level >= pyramid.levels || x < 0 || y < 0 || x >= size.width || y >= size.height) return null;
  return {
    x,
    y,
    width: Math.min(pyramid.tileSize, size.width - x),
    height: Math.min(pyramid.tileSize, size.height - y),
  };
}

/** Name of a tile in the folder of its pyramid. */
export function tileFileName(pyramid: TilePyramid, level: number, column: number, row: number): string {
  return `${level}-${column}_${row}.${pyramid.bitDepth === 8 ? 'png' : 'raw'}`;
}
