import type { DraggedBox } from './draggedBox.ts';
import type { Ring } from './geometry.ts';
import { roundedPlace } from './precision.ts';

/** A quarter of a pixel, less what rounding the vertices may add. */
const MOST_DEVIATION_PX = 0.24;
const FEWEST_VERTICES = 8;

/**
 * The ellipse in a box as a polygon that deviates less than a quarter of a pixel from it, whatever its size. n vertices
 * lie on the ellipse at equal steps of its parameter. An edge of such a polygon in the unit circle is 1 - cos(pi / n)
 * away from the circle at most; stretched to the semi-axes a and b this grows by the longer one at most. So n is the
 * smallest multiple of 4, which reaches all four sides of the box, with max(a, b) * (1 - cos(pi / n)) small enough.
 */
export function ellipseRing({ left, top, right, bottom }: DraggedBox): Ring {
  const [a, b] = [(right - left) / 2, (bottom - top) / 2];
  const [centreX, centreY] = [left + a, top + b];
  const count = vertexCount(Math.max(a, b));
  return Array.from({ length: count }, (_, vertex) => {
    const angle = (2 * Math.PI * vertex) / count;
    return [roundedPlace(centreX + a * Math.cos(angle)), roundedPlace(centreY + b * Math.sin(angle))];
  }).flat();
}

function vertexCount(longerSemiAxisPx: number): number {
  if (longerSemiAxisPx <= MOST_DEVIATION_PX) return FEWEST_VERTICES;
  const needed = Math.PI / Math.acos(1 - MOST_DEVIATION_PX / longerSemiAxisPx);
  return Math.max(4 * Math.ceil(needed / 4), FEWEST_VERTICES);
}
