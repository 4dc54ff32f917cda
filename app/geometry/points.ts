import type { PixelBox, PointsGeometry } from './geometry.ts';
import type { ImageSize } from './imageSize.ts';
import { roundedPlace } from './precision.ts';

/** A place in image space, in pixels. */
interface Point {
  readonly x: number;
  readonly y: number;
}

export function placesOf({ points }: PointsGeometry): readonly Point[] {
  return Array.from({ length: points.length / 2 }, (_, index) => ({
    x: points[2 * index] as number,
    y: points[2 * index + 1] as number,
  }));
}

export function pointsOf(places: readonly Point[]): PointsGeometry {
  return { kind: 'points', points: places.flatMap(({ x, y }) => [x, y]) };
}

export function pointCount({ points }: PointsGeometry): number {
  return points.length / 2;
}

/** Smallest box of whole pixels around them; of a single point the pixel that it lies in, so that it is never empty. */
export function pointsBox(geometry: PointsGeometry): PixelBox {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of placesOf(geometry)) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const [x, y] = [Math.floor(left), Math.floor(top)];
  return { x, y, width: Math.max(Math.ceil(right) - x, 1), height: Math.max(Math.ceil(bottom) - y, 1) };
}

export function pointsCentre(geometry: PointsGeometry): Point {
  const places = placesOf(geometry);
  const mean = (of: (place: Point) => number) => places.reduce((sum, place) => sum + of(place), 0) / places.length;
  return { x: mean(({ x }) => x), y: mean(({ y }) => y) };
}

export function movePoints(geometry: PointsGeometry, dx: number, dy: number): PointsGeometry {
  return pointsOf(placesOf(geometry).map(({ x, y }) => ({ x: roundedPlace(x + dx), y: roundedPlace(y + dy) })));
}

/** Those on the image, its border included; `null` where none is, the same value where all are. */
export function pointsWithin(geometry: PointsGeometry, { width, height }: ImageSize): PointsGeometry | null {
  const places = placesOf(geometry);
  const within = places.filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
  if (within.length === places.length) return geometry;
  return within.length === 0 ? null : pointsOf(within);
}

export function withPoint(geometry: PointsGeometry, { x, y }: Point): PointsGeometry {
  return { kind: 'points', points: [...geometry.points, roundedPlace(x), roundedPlace(y)] };
}

export function withMovedPoint(geometry: PointsGeometry, index: number, place: Point): PointsGeometry {
  const moved = { x: roundedPlace(place.x), y: roundedPlace(place.y) };
  return pointsOf(placesOf(geometry).with(index, moved));
}

/** `null` where it was the last. */
export function withoutPoint(geometry: PointsGeometry, index: number): PointsGeometry | null {
  const left = placesOf(geometry).toSpliced(index, 1);
  return left.length === 0 ? null : pointsOf(left);
}

/** The point of them that is nearest, and how far away it is. */
export function nearestPoint(
  geometry: PointsGeometry,
  { x, y }: Point,
): { readonly index: number; readonly distance: number } {
  let nearest = { index: 0, distance: Infinity };
  placesOf(geometry).forEach((place, index) => {
    const distance = Math.hypot(place.x - x, place.y - y);
    if (distance < nearest.distance) nearest = { index, distance };
  });
  return nearest;
}
