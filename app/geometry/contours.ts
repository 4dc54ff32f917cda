import { bitmapFromSpans } from './bitmap.ts';
import { spanComponents } from './components.ts';
import type { MaskGeometry, PolygonGeometry, Ring } from './geometry.ts';
import { columnOf, spanPosition, spansFromMask } from './spans.ts';

/**
 * Masks to polygons along the pixel borders. Pixels are joined over their sides (4-connected), the background over
 * corners too; then every border is one ring, and rasterising the rings gives the mask back exactly, also with holes
 * and where pixels meet at a corner only.
 */

const EAST = 0;

/** Borders on the integer corner lattice, without collinear vertices; one part per 4-connected component. */
export function polygonFromMask(mask: MaskGeometry): PolygonGeometry {
  const spans = spansFromMask(mask);
  const { componentOfSpan } = spanComponents(spans, 4);
  const originX = mask.box.x - 1;
  const originY = mask.box.y - 1;
  const stride = mask.box.width + 2;
  // One pixel of background all around, so that no neighbour falls outside.
  const box = { x: originX, y: originY, width: stride, height: mask.box.height + 2 };
  const grid = bitmapFromSpans(spans, box).data;
  const visited = new Uint8Array(grid.length);
  const parts: { outline: Ring; holes: Ring[] }[] = [];
  componentOfSpan.forEach((component, span) => {
    // A span starts below the background, so every border passes over the start of one of its spans.
    const start = spans[2 * span] as number;
    const column = columnOf(start);
    const pixel = (start - spanPosition(column, originY)) * stride + column - originX;
    if (visited[pixel] === 1) return;
    const ring = traceBorder(grid, stride, visited, pixel, originX, originY);
    // The first span of a component lies on its outer border, so that one comes before its holes.
    const part = parts[component];
    if (part === undefined) parts.push({ outline: ring, holes: [] });
    else part.holes.push(ring);
  });
  return { kind: 'polygon', parts };
}

/**
 * Follows one border with the foreground to the right, from the top edge of `start` eastwards; directions are east,
 * south, west, north. A lattice vertex has the number of the pixel to its lower right.
 */
function traceBorder(
  grid: Uint8Array,
  stride: number,
  visited: Uint8Array,
  start: number,
  originX: number,
  originY: number,
): number[] {
  const steps = [1, stride, -1, -stride] as const;
  const aheadRight = [0, -1, -stride - 1, -stride] as const;
  const aheadLeft = [-stride, 0, -1, -stride - 1] as const;
  const ring: number[] = [];
  let vertex = start;
  let direction: number = EAST;
  do {
    if (direction === EAST) visited[vertex] = 1;
    vertex += steps[direction] as number;
    const turn =
      grid[vertex + (aheadRight[direction] as number)] === 0
        ? 1
        : grid[vertex + (aheadLeft[direction] as number)] === 1
          ? 3
          : 0;
    if (turn === 0) continue;
    direction = (direction + turn) % 4;
    const row = Math.floor(vertex / stride);
    ring.push(originX + vertex - row * stride, originY + row);
  } while (vertex !== start || direction !== EAST);
  return ring;
}
