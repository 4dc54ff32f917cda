import { levelSize, type TilePyramid } from '../../app/contract/tilePyramid.ts';
import type { PixelBox } from '../../app/geometry/geometry.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { imageFromView, type Viewport } from '../../app/geometry/spaces.ts';

export interface TileAddress {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** The coarsest level that still has a pixel for every device pixel. `scale` is in device pixels per image pixel. */
export function levelForScale(pyramid: TilePyramid, scale: number): number {
  const wanted = Math.floor(Math.log2(1 / scale) + 1e-6);
  return Math.min(Math.max(wanted, 0), pyramid.levels - 1);
}

/** What a tile covers, in image pixels; the last tiles of a row or column may reach beyond the image. */
export function tileCover(pyramid: TilePyramid, address: TileAddress): PixelBox {
  const scale = 2 ** address.level;
  const size = levelSize(pyramid, address.level);
  const x = address.column * pyramid.tileSize;
  const y = address.row * pyramid.tileSize;
  return {
    x: x * scale,
    y: y * scale,
    width: Math.min(pyramid.tileSize, size.width - x) * scale,
    height: Math.min(pyramid.tileSize, size.height - y) * scale,
  };
}

/** Tiles of one level that meet the canvas, those nearest to its middle first. */
export function visibleTiles(
  pyramid: TilePyramid,
  viewport: Viewport,
  viewSize: ImageSize,
  level: number,
): TileAddress[] {
  const size = levelSize(pyramid, level);
  const perTile = pyramid.tileSize * 2 ** level;
  const start = imageFromView(viewport, { x: 0, y: 0 });
  const end = imageFromView(viewport, { x: viewSize.width, y: viewSize.height });
  const columns = Math.ceil(size.width / pyramid.tileSize);
  const rows = Math.ceil(size.height / pyramid.tileSize);
  const firstColumn = Math.max(Math.floor(start.x / perTile), 0);
  const lastColumn = Math.min(Math.ceil(end.x / perTile), columns) - 1;
  const firstRow = Math.max(Math.floor(start.y / perTile), 0);
  const lastRow = Math.min(Math.ceil(end.y / perTile), rows) - 1;
  const tiles: TileAddress[] = [];
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) tiles.push({ level, column, row });
  }
  const middleX = (start.x + end.x) / 2 / perTile - 0.5;
  const middleY = (start.y + end.y) / 2 / perTile - 0.5;
  const fromMiddle = (tile: TileAddress) => (tile.column - middleX) ** 2 + (tile.row - middleY) ** 2;
  return tiles.sort((a, b) => fromMiddle(a) - fromMiddle(b));
}

/** The tile of a level that holds an image point. */
export function tileAt(pyramid: TilePyramid, level: number, x: number, y: number): TileAddress {
  const perTile = pyramid.tileSize * 2 ** level;
  return { level, column: Math.floor(x / perTile), row: Math.floor(y / perTile) };
}
