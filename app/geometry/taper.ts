import type { ImagePoint } from './spaces.ts';

/** A disc of a stroke. */
export interface StrokeDisc extends ImagePoint {
  readonly radius: number;
}

interface StraightEdge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/**
 * The straight sides of the hull of two discs, which is what a disc covers whose middle and radius go evenly from the
 * one to the other. None where one of the discs holds the other.
 */
export function taperEdges(from: StrokeDisc, to: StrokeDisc): readonly StraightEdge[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  /** Cosine of the angle between the way and the radii that lead to where the sides touch the discs. */
  const along = (from.radius - to.radius) / length;
  if (length === 0 || Math.abs(along) >= 1) return [];
  const across = Math.sqrt(1 - along * along);
  const [wayX, wayY] = [(to.x - from.x) / length, (to.y - from.y) / length];
  return [1, -1].map((side) => {
    const normalX = wayX * along + side * wayY * across;
    const normalY = wayY * along - side * wayX * across;
    return {
      x0: from.x + normalX * from.radius,
      y0: from.y + normalY * from.radius,
      x1: to.x + normalX * to.radius,
      y1: to.y + normalY * to.radius,
    };
  });
}
