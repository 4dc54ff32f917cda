import { fitViewport } from '../../app/geometry/spaces.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import type { ImageId } from '../../app/model/records.ts';
import type { WantedTile } from './tileCache.ts';
import type { TilePyramid } from '../../app/contract/tilePyramid.ts';
import { levelForScale, visibleTiles } from './tilePlan.ts';

/** What the canvas would show first of an image that is not open yet, so that it appears at once. */
export function neighbourTiles(imageId: ImageId, pyramid: TilePyramid | null, viewSize: ImageSize): WantedTile[] {
  if (pyramid === null) return [];
  const transform = fitViewport(pyramid, viewSize, 0);
  const level = levelForScale(pyramid, transform.scale * devicePixelRatio);
  return visibleTiles(pyramid, transform, viewSize, level).map((address) => ({ imageId, pyramid, address }));
}
