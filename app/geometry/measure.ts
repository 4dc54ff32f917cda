import { polygonFromMask } from './contours.ts';
import { decodeCounts } from './counts.ts';
import type { AreaGeometry, Geometry, MaskGeometry, PixelBox, PolygonGeometry, Ring } from './geometry.ts';
import { pointsBox, pointsCentre } from './points.ts';
import { columnOf, COLUMN_STRIDE, spansArea, spansFromMask } from './spans.ts';

/** A place in image space, in pixels. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** Signed area of a ring in square pixels (shoelace): positive where it runs clockwise on screen. */
export function signedRingArea(ring: Ring): number {
  let doubled = 0;
  forEachEdge(ring, (x0, y0, x1, y1) => {
    doubled += x0 * y1 - x1 * y0;
  });
  return doubled / 2;
}

/** Pixels of a mask; square pixels inside the outlines less their holes for a polygon, overlapping parts counted twice. */
export function geometryArea(geometry: Geometry): number {
  if (geometry.kind === 'points') return 0;
  if (geometry.kind === 'mask') return spansArea(spansFromMask(geometry));
  let area = 0;
  for (const { outline, holes } of geometry.parts) {
    area += Math.abs(signedRingArea(outline));
    for (const hole of holes) area -= Math.abs(signedRingArea(hole));
  }
  return area;
}

/** Smallest box of whole pixels around it. */
export function geometryBox(geometry: Geometry): PixelBox {
  if (geometry.kind === 'points') return pointsBox(geometry);
  if (geometry.kind === 'mask') return geometry.box;
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const { outline } of geometry.parts) {
    for (let index = 0; index < outline.length; index += 2) {
      const x = outline[index] as number;
      const y = outline[index + 1] as number;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  const x = Math.floor(left);
  const y = Math.floor(top);
  return { x, y, width: Math.ceil(right) - x, height: Math.ceil(bottom) - y };
}

/** Centre of mass, of points their mean; the middle of the box where the area is 0. It may lie outside of a curved object. */
export function geometryCentre(geometry: Geometry): Point {
  if (geometry.kind === 'points') return pointsCentre(geometry);
  const sums = geometry.kind === 'mask' ? maskMoments(geometry) : polygonMoments(geometry);
  if (sums.area > 0) return { x: sums.x / sums.area, y: sums.y / sums.area };
  const box = geometryBox(geometry);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

interface Moments {
  area: number;
  x: number;
  y: number;
}

function maskMoments(mask: MaskGeometry): Moments {
  const moments: Moments = { area: 0, x: 0, y: 0 };
  const spans = spansFromMask(mask);
  for (let index = 0; index < spans.length; index += 2) {
    const column = columnOf(spans[index] as number);
    const top = (spans[index] as number) - column * COLUMN_STRIDE;
    const bottom = (spans[index + 1] as number) - column * COLUMN_STRIDE;
    moments.area += bottom - top;
    moments.x += (bottom - top) * (column + 0.5);
    moments.y += (bottom * bottom - top * top) / 2;
  }
  return moments;
}

/** Green's theorem over every ring; the sign that winding gives is taken out, holes count against their outline. */
function polygonMoments(polygon: PolygonGeometry): Moments {
  const moments: Moments = { area: 0, x: 0, y: 0 };
  const add = (ring: Ring, sign: number) => {
    const area = signedRingArea(ring);
    const factor = (sign * Math.sign(area)) / 6;
    moments.area += sign * Math.abs(area);
    forEachEdge(ring, (x0, y0, x1, y1) => {
      const cross = x0 * y1 - x1 * y0;
      moments.x += factor * (x0 + x1) * cross;
      moments.y += factor * (y0 + y1) * cross;
    });
  };
  for (const { outline, holes } of polygon.parts) {
    add(outline, 1);
    for (const hole of holes) add(hole, -1);
  }
  return moments;
}

/** Whether the point hits the object; holes are outside. Polygons by the even-odd rule, masks by pixel; points hold nothing. */
export function containsPoint(geometry: Geometry, point: Point): boolean {
  if (geometry.kind === 'points') return false;
  if (geometry.kind === 'mask') return maskContains(geometry, point);
  return geometry.parts.some(
    ({ outline, holes }) => ringContains(outline, point) && !holes.some((hole) => ringContains(hole, point)),
  );
}

function maskContains({ box, counts }: MaskGeometry, point: Point): boolean {
  const column = Math.floor(point.x) - box.x;
  const row = Math.floor(point.y) - box.y;
  if (column < 0 || column >= box.width || row < 0 || row >= box.height) return false;
  const position = column * box.height + row;
  let end = 0;
  const run = decodeCounts(counts).findIndex((count) => {
    end += count;
    return position < end;
  });
  return run % 2 === 1;
}

/** Even-odd rule: a ray to the right crosses the ring an odd number of times. */
export function ringContains(ring: Ring, point: Point): boolean {
  let inside = false;
  forEachEdge(ring, (x0, y0, x1, y1) => {
    if (y0 > point.y !== y1 > point.y && point.x < x0 + ((point.y - y0) * (x1 - x0)) / (y1 - y0)) inside = !inside;
  });
  return inside;
}

/** Distance in pixels to the nearest border, of outlines and holes alike, from either side. */
export function distanceToOutline(geometry: AreaGeometry, point: Point): number {
  const polygon = geometry.kind === 'polygon' ? geometry : polygonFromMask(geometry);
  let nearest = Infinity;
  for (const { outline, holes } of polygon.parts) {
    for (const ring of [outline, ...holes]) {
      forEachEdge(ring, (x0, y0, x1, y1) => {
        const foot = footOnSegment(point, x0, y0, x1, y1);
        nearest = Math.min(nearest, Math.hypot(point.x - foot.x, point.y - foot.y));
      });
    }
  }
  return nearest;
}

/** The point of the segment that is nearest to `point`. */
export function footOnSegment(point: Point, x0: number, y0: number, x1: number, y1: number): Point {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(Math.max(((point.x - x0) * dx + (point.y - y0) * dy) / squared, 0), 1);
  return { x: x0 + along * dx, y: y0 + along * dy };
}

function forEachEdge(ring: Ring, visit: (x0: number, y0: number, x1: number, y1: number) => void): void {
  const { length } = ring;
  for (let index = 0; index < length; index += 2) {
    const next = (index + 2) % length;
    visit(ring[index] as number, ring[index + 1] as number, ring[next] as number, ring[next + 1] as number);
  }
}
