import type { Ring } from './geometry.ts';
import { roundedPlace } from './precision.ts';
import type { ImagePoint } from './spaces.ts';

/** The upright box of a drag, in image pixels. It may reach over the border of the image. */
export interface DraggedBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * From corner to corner, or from the centre to a corner. A square takes the longer side of the two and goes to the same
 * quarter as the drag. Rounded to a hundredth of a pixel, but for sides that go through one of the `exact` places.
 */
export function draggedBox(
  from: ImagePoint,
  to: ImagePoint,
  { square, fromCentre }: { readonly square: boolean; readonly fromCentre: boolean },
  exact: readonly ImagePoint[] = [],
): DraggedBox {
  const side = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  const reach = (length: number) => (square ? (length < 0 ? -side : side) : length);
  const [dx, dy] = [reach(to.x - from.x), reach(to.y - from.y)];
  const start = fromCentre ? { x: from.x - dx, y: from.y - dy } : from;
  const end = square || fromCentre ? { x: from.x + dx, y: from.y + dy } : to;
  const place = (value: number, axis: 'x' | 'y') =>
    exact.find((point) => point[axis] === value)?.[axis] ?? roundedPlace(value);
  return {
    left: place(Math.min(start.x, end.x), 'x'),
    top: place(Math.min(start.y, end.y), 'y'),
    right: place(Math.max(start.x, end.x), 'x'),
    bottom: place(Math.max(start.y, end.y), 'y'),
  };
}

/** Clockwise on screen, from the upper left corner. */
export function rectangleRing({ left, top, right, bottom }: DraggedBox): Ring {
  return [left, top, right, top, right, bottom, left, bottom];
}
