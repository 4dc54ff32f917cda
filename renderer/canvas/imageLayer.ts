import type { TilePyramid } from '../../app/contract/tilePyramid.ts';
import { type ImagePoint, type Viewport, viewFromImage } from '../../app/geometry/spaces.ts';
import type { ImageId } from '../../app/model/records.ts';
import type { DisplayLook } from './displayLook.ts';
import type { View } from './drawnFrame.ts';
import type { Tile } from './tile.ts';
import type { TileCache, WantedTile } from './tileCache.ts';
import { levelForScale, tileAt, type TileAddress, tileCover, visibleTiles } from './tilePlan.ts';

export interface ShownImage {
  readonly imageId: ImageId;
  readonly pyramid: TilePyramid;
  readonly look: DisplayLook;
}

/** Tiles to load for a view: the coarsest level first, because it shows something at once, then what is in view. */
export function tilesInView({ imageId, pyramid }: ShownImage, view: View): WantedTile[] {
  const top = pyramid.levels - 1;
  const level = levelForScale(pyramid, view.transform.scale * devicePixelRatio);
  const levels = level === top ? [top] : [top, level];
  return levels
    .flatMap((wanted) => visibleTiles(pyramid, view.transform, view.size, wanted))
    .map((address) => ({ imageId, pyramid, address }));
}

/** Draws the level that the scale asks for; where tiles of it are still to come, coarser ones lie beneath. */
export function drawImage(context: CanvasRenderingContext2D, image: ShownImage, view: View, cache: TileCache): void {
  const { imageId, pyramid } = image;
  const level = levelForScale(pyramid, view.transform.scale * devicePixelRatio);
  const wanted = visibleTiles(pyramid, view.transform, view.size, level);
  const isComplete = wanted.every((address) => cache.get(imageId, address) !== null);
  context.save();
  clipToImage(context, pyramid, view.transform);
  for (let drawn = isComplete ? level : pyramid.levels - 1; drawn >= level; drawn--) {
    const tiles = drawn === level ? wanted : visibleTiles(pyramid, view.transform, view.size, drawn);
    for (const address of tiles) {
      const tile = cache.get(imageId, address);
      if (tile !== null) drawTile(context, image, view.transform, address, tile);
    }
  }
  context.restore();
}

/** Coarse tiles may reach beyond the image. */
function clipToImage(context: CanvasRenderingContext2D, pyramid: TilePyramid, transform: Viewport): void {
  const start = viewFromImage(transform, { x: 0, y: 0 });
  const end = viewFromImage(transform, { x: pyramid.width, y: pyramid.height });
  const [left, top] = [snapToDevice(start.x), snapToDevice(start.y)];
  context.beginPath();
  context.rect(left, top, snapToDevice(end.x) - left, snapToDevice(end.y) - top);
  context.clip();
}

function snapToDevice(value: number): number {
  return Math.round(value * devicePixelRatio) / devicePixelRatio;
}

/** Edges lie on whole device pixels, so that neighbours meet without a seam. From 100 % up pixels stay crisp. */
function drawTile(
  context: CanvasRenderingContext2D,
  { pyramid, look }: ShownImage,
  transform: Viewport,
  address: TileAddress,
  tile: Tile,
): void {
  const box = tileCover(pyramid, address);
  const start = viewFromImage(transform, box);
  const end = viewFromImage(transform, { x: box.x + box.width, y: box.y + box.height });
  const left = snapToDevice(start.x);
  const top = snapToDevice(start.y);
  const tileScale = transform.scale * 2 ** address.level;
  const [width, height] = [snapToDevice(end.x) - left, snapToDevice(end.y) - top];
  const isCopied = width * devicePixelRatio === tile.width && height * devicePixelRatio === tile.height;
  context.imageSmoothingEnabled = !isCopied && (tileScale < 1 || address.level > 0);
  context.drawImage(tile.picture(look), left, top, width, height);
}

/** Stored values of one pixel; `exact` is false where only a coarser level has been loaded. */
export interface PixelValue {
  readonly values: readonly number[];
  readonly exact: boolean;
}

/** `null` beside the image and where no tile has come. */
export function valueAt({ imageId, pyramid }: ShownImage, point: ImagePoint, cache: TileCache): PixelValue | null {
  if (point.x < 0 || point.y < 0 || point.x >= pyramid.width || point.y >= pyramid.height) return null;
  for (let level = 0; level < pyramid.levels; level++) {
    const address = tileAt(pyramid, level, point.x, point.y);
    const tile = cache.get(imageId, address);
    if (tile === null) continue;
    const inTile = (value: number, start: number, length: number) =>
      Math.min(Math.floor(value / 2 ** level) - start * pyramid.tileSize, length - 1);
    const column = inTile(point.x, address.column, tile.width);
    const row = inTile(point.y, address.row, tile.height);
    return { values: tile.valuesAt(column, row), exact: level === 0 };
  }
  return null;
}
