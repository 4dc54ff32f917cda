import type { MaskGeometry, PixelBox } from './geometry.ts';
import type { ImageSize } from './imageSize.ts';
import type { ImagePoint } from './spaces.ts';
import { maskFromSpans, spanPosition, uniteAllSpans } from './spans.ts';

/**
 * A round brush swept along a polyline: a pixel is set where its centre lies at most half of `diameterPx` from the
 * line. One point makes a disc. `null` where no pixel centre of the image is reached.
 */
export function maskFromStroke(
  points: readonly ImagePoint[],
  diameterPx: number,
  size: ImageSize,
): MaskGeometry | null {
  const [first] = points;
  if (first === undefined) return null;
  const ends = points.length === 1 ? [first] : points.slice(1);
  return maskFromSpans(
    uniteAllSpans(ends.map((end, index) => capsuleSpans(points[index] ?? first, end, diameterPx / 2, size))),
  );
}

/** Around everything that the brush passes. */
export function strokeBox(points: readonly ImagePoint[], diameterPx: number): PixelBox {
  const radius = diameterPx / 2;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x - radius);
    top = Math.min(top, y - radius);
    right = Math.max(right, x + radius);
    bottom = Math.max(bottom, y + radius);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** A segment widened by `radius` is convex, so it meets every column of pixel centres in one span at most. */
function capsuleSpans(from: ImagePoint, to: ImagePoint, radius: number, size: ImageSize): number[] {
  const spans: number[] = [];
  const edges = capsuleEdges(from, to, radius);
  const firstColumn = Math.max(Math.floor(Math.min(from.x, to.x) - radius), 0);
  const lastColumn = Math.min(Math.ceil(Math.max(from.x, to.x) + radius), size.width - 1);
  for (let column = firstColumn; column <= lastColumn; column++) {
    const x = column + 0.5;
    let low = Infinity;
    let high = -Infinity;
    for (const centre of [from, to]) {
      const squared = radius * radius - (x - centre.x) ** 2;
      if (squared < 0) continue;
      low = Math.min(low, centre.y - Math.sqrt(squared));
      high = Math.max(high, centre.y + Math.sqrt(squared));
    }
    for (const { x0, y0, x1, y1 } of edges) {
      if (x < Math.min(x0, x1) || x > Math.max(x0, x1)) continue;
      const y = y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
    const top = Math.max(Math.ceil(low - 0.5), 0);
    const bottom = Math.min(Math.floor(high - 0.5) + 1, size.height);
    if (top < bottom) spans.push(spanPosition(column, top), spanPosition(column, bottom));
  }
  return spans;
}

interface Edge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The two straight sides of the capsule; vertical ones bound no span and are left out, the discs reach as far. */
function capsuleEdges(from: ImagePoint, to: ImagePoint, radius: number): readonly Edge[] {
  if (from.x === to.x) return [];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const normalX = ((to.y - from.y) / length) * radius;
  const normalY = ((from.x - to.x) / length) * radius;
  return [1, -1].map((side) => ({
    x0: from.x + side * normalX,
    y0: from.y + side * normalY,
    x1: to.x + side * normalX,
    y1: to.y + side * normalY,
  }));
}
