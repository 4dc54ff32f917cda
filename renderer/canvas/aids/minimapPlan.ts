import type { PixelBox } from '../../../app/geometry/geometry.ts';
import type { ImageSize } from '../../../app/geometry/imageSize.ts';
import type { ImagePoint, ViewPoint } from '../../../app/geometry/spaces.ts';
import { viewedBox, type View } from '../drawnFrame.ts';

/** CSS pixels of the minimap's longer sides, from the corner of the canvas, and around it where a tool needs room. */
const largestPx = { width: 180, height: 140 } as const;
export const minimapMarginPx = 12;
const roomPx = 24;
/** A mark for the view is never thinner. */
const smallestMarkPx = 6;

export type MinimapCorner = 'top' | 'bottom';

/** CSS pixels for each pixel of the image, and the size of the whole. */
export interface MinimapPlan {
  readonly scale: number;
  readonly size: ImageSize;
}

export function minimapFor(image: ImageSize): MinimapPlan {
  const scale = Math.min(largestPx.width / image.width, largestPx.height / image.height);
  const lengthOf = (pixels: number): number => Math.max(Math.round(pixels * scale), 1);
  return { scale, size: { width: lengthOf(image.width), height: lengthOf(image.height) } };
}

/** Whether some of the image is out of sight wherever the view is moved. Half a pixel is forgiven, for sums that round. */
export function isLargerThanView(image: ImageSize, { transform: { scale }, size }: View): boolean {
  return image.width * scale > size.width + 0.5 || image.height * scale > size.height + 0.5;
}

/** The view's rectangle on the minimap, inside it, in CSS pixels. */
export function viewMark({ scale, size }: MinimapPlan, view: View): PixelBox {
  const box = viewedBox(view);
  const along = (start: number, length: number, limit: number): readonly [number, number] => {
    const from = Math.min(Math.max(start * scale, 0), limit - smallestMarkPx);
    const to = Math.min(Math.max((start + length) * scale, from + smallestMarkPx), limit);
    return [from, to - from];
  };
  const [x, width] = along(box.x, box.width, size.width);
  const [y, height] = along(box.y, box.height, size.height);
  return { x, y, width, height };
}

/** The place of the image that lies there on the minimap. */
export function imageFromMinimap({ scale, size }: MinimapPlan, place: ViewPoint): ImagePoint {
  const inside = (value: number, limit: number): number => Math.min(Math.max(value, 0), limit);
  return { x: inside(place.x, size.width) / scale, y: inside(place.y, size.height) / scale };
}

/** The corner at the right in which a minimap is not in the way of a tool at work at `pointer`, in CSS pixels. */
export function cornerBeside(
  corner: MinimapCorner,
  { size: minimap }: MinimapPlan,
  view: ImageSize,
  pointer: ViewPoint,
): MinimapCorner {
  const reach = minimapMarginPx + roomPx;
  if (pointer.x < view.width - minimap.width - reach) return corner;
  const isNear = { top: pointer.y < minimap.height + reach, bottom: pointer.y > view.height - minimap.height - reach };
  const other = corner === 'top' ? 'bottom' : 'top';
  return isNear[corner] && !isNear[other] ? other : corner;
}
