import type { MaskGeometry, PixelBox } from './geometry.ts';
import type { ImageSize } from './imageSize.ts';
import type { ImagePoint } from './spaces.ts';
import { maskFromSpans, spanPosition, uniteAllSpans } from './spans.ts';
import { type StrokeDisc, taperEdges } from './taper.ts';

/** A place that a brush went through; with a diameter of its own where a pen was pressed more or less. */
export interface StrokePoint extends ImagePoint {
  readonly diameterPx?: number;
}

/** The disc of a brush at a point of a stroke that is `diameterPx` wide where the point says nothing else. */
export function strokeDisc(point: StrokePoint, diameterPx: number): StrokeDisc {
  return { x: point.x, y: point.y, radius: (point.diameterPx ?? diameterPx) / 2 };
}

/**
 * A round brush swept along a polyline, its middle and its diameter going evenly from point to point: a pixel is set
 * where its centre lies in one of the discs on the way. One point makes a disc. `null` where no pixel centre of the
 * image is reached.
 */
export function maskFromStroke(
  points: readonly StrokePoint[],
  diameterPx: number,
  size: ImageSize,
): MaskGeometry | null {
  const discs = points.map((point) => strokeDisc(point, diameterPx));
  const [first] = discs;
  if (first === undefined) return null;
  const ends = discs.length === 1 ? [first] : discs.slice(1);
  return maskFromSpans(uniteAllSpans(ends.map((end, index) => taperSpans(discs[index] ?? first, end, size))));
}

/** Around everything that a brush of at most this diameter passes. */
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

/** The hull of two discs is convex, so it meets every column of pixel centres in one span at most. */
function taperSpans(from: StrokeDisc, to: StrokeDisc, size: ImageSize): number[] {
  const spans: number[] = [];
  // Vertical sides bound no span: the discs reach as far.
  const edges = taperEdges(from, to).filter(({ x0, x1 }) => x0 !== x1);
  const firstColumn = Math.max(Math.floor(Math.min(from.x - from.radius, to.x - to.radius)), 0);
  const lastColumn = Math.min(Math.ceil(Math.max(from.x + from.radius, to.x + to.radius)), size.width - 1);
  for (let column = firstColumn; column <= lastColumn; column++) {
    const x = column + 0.5;
    let low = Infinity;
    let high = -Infinity;
    for (const { x: centreX, y: centreY, radius } of [from, to]) {
      const squared = radius * radius - (x - centreX) ** 2;
      if (squared < 0) continue;
      low = Math.min(low, centreY - Math.sqrt(squared));
      high = Math.max(high, centreY + Math.sqrt(squared));
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
