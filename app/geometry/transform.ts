import type { AreaGeometry, Geometry, PolygonGeometry, Ring } from './geometry.ts';
import type { ImageSize } from './imageSize.ts';
import { geometryBox, signedRingArea } from './measure.ts';
import { movePoints, pointsWithin } from './points.ts';
import { withoutRepeatedVertices } from './repeatedVertices.ts';
import { clipSpans, maskFromSpans, spansFromMask } from './spans.ts';

/** Moves a polygon and points by any distance, a mask by the nearest whole pixels. */
export function translateGeometry(geometry: Geometry, dx: number, dy: number): Geometry {
  if (geometry.kind === 'points') return movePoints(geometry, dx, dy);
  if (geometry.kind === 'mask') {
    const { box } = geometry;
    return { ...geometry, box: { ...box, x: box.x + Math.round(dx), y: box.y + Math.round(dy) } };
  }
  const move = (ring: Ring) => ring.map((value, index) => value + (index % 2 === 0 ? dx : dy));
  return {
    kind: 'polygon',
    parts: geometry.parts.map(({ outline, holes }) => ({ outline: move(outline), holes: holes.map(move) })),
  };
}

/**
 * What lies inside the image; `null` where nothing does. A polygon's rings are cut at each border in turn
 * (Sutherland and Hodgman 1974): a ring that leaves the image several times stays one ring, joined along the border.
 */
export function clipGeometry(geometry: AreaGeometry, size: ImageSize): AreaGeometry | null;
export function clipGeometry(geometry: Geometry, size: ImageSize): Geometry | null;
export function clipGeometry(geometry: Geometry, size: ImageSize): Geometry | null {
  if (geometry.kind === 'points') return pointsWithin(geometry, size);
  const { x, y, width, height } = geometryBox(geometry);
  if (x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height) return geometry;
  if (geometry.kind === 'mask') {
    return maskFromSpans(clipSpans(spansFromMask(geometry), { x: 0, y: 0, ...size }));
  }
  return clipPolygon(geometry, size);
}

function clipPolygon(polygon: PolygonGeometry, size: ImageSize): PolygonGeometry | null {
  const parts = polygon.parts.flatMap(({ outline, holes }) => {
    const cut = clipRing(outline, size);
    return isEmpty(cut) ? [] : [{ outline: cut, holes: holes.map((hole) => clipRing(hole, size)).filter(isFull) }];
  });
  return parts.length === 0 ? null : { kind: 'polygon', parts };
}

function isEmpty(ring: Ring): boolean {
  return ring.length < 6 || signedRingArea(ring) === 0;
}

function isFull(ring: Ring): boolean {
  return !isEmpty(ring);
}

function clipRing(ring: Ring, size: ImageSize): Ring {
  const left = clipAt(ring, 0, 0, 1);
  const top = clipAt(left, 1, 0, 1);
  const right = clipAt(top, 0, size.width, -1);
  // An edge through the corner of the image is cut twice in the same place.
  return withoutRepeatedVertices(clipAt(right, 1, size.height, -1));
}

/** Keeps the side of the line `axis = limit` that `sign` points to; `axis` is 0 for x and 1 for y. */
function clipAt(ring: Ring, axis: 0 | 1, limit: number, sign: 1 | -1): Ring {
  const kept: number[] = [];
  for (let index = 0; index < ring.length; index += 2) {
    const next = (index + 2) % ring.length;
    const from = [ring[index] as number, ring[index + 1] as number] as const;
    const to = [ring[next] as number, ring[next + 1] as number] as const;
    const fromInside = (from[axis] - limit) * sign >= 0;
    const toInside = (to[axis] - limit) * sign >= 0;
    if (fromInside) kept.push(...from);
    if (fromInside === toInside) continue;
    const along = (limit - from[axis]) / (to[axis] - from[axis]);
    const crossing = [from[0] + along * (to[0] - from[0]), from[1] + along * (to[1] - from[1])];
    crossing[axis] = limit;
    kept.push(...crossing);
  }
  return kept;
}
