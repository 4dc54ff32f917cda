import type { Ring } from './geometry.ts';
import { roundedPlace } from './precision.ts';
import type { ImagePoint } from './spaces.ts';

/** One side of a rectangle; the angle is that of the side. */
export interface Side {
  readonly from: ImagePoint;
  readonly to: ImagePoint;
}

/** How far the point lies from the line through the side, in pixels; positive to the right of one who walks along it. */
export function widthAt({ from, to }: Side, point: ImagePoint): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return (dx * (point.y - from.y) - dy * (point.x - from.x)) / Math.hypot(dx, dy);
}

/**
 * The rectangle that reaches `widthPx` from the side, to its right where that is positive, else to its left. The ends of
 * the side stay as they are, the other corners are rounded.
 */
export function rotatedRectangleRing({ from, to }: Side, widthPx: number): Ring {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const acrossX = (-(to.y - from.y) / length) * widthPx;
  const acrossY = ((to.x - from.x) / length) * widthPx;
  const opposite = [to.x + acrossX, to.y + acrossY, from.x + acrossX, from.y + acrossY].map(roundedPlace);
  return [from.x, from.y, to.x, to.y, ...opposite];
}
