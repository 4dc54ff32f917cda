import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { roundedPlace } from '../../app/geometry/precision.ts';
import type { ImagePoint } from '../../app/geometry/spaces.ts';
import type { ToolPointer } from './toolNode.ts';

/** CSS pixels within which a vertex, an edge or the first vertex of a draft is met. */
const VERTEX_REACH = 8;
const EDGE_REACH = 6;
/** A press that moves less than this is a click. */
const CLICK_SLOP = 4;

export function vertexReach(pointer: ToolPointer): number {
  return VERTEX_REACH * pointer.pixel;
}

export function edgeReach(pointer: ToolPointer): number {
  return EDGE_REACH * pointer.pixel;
}

export function distance(a: ImagePoint, b: ImagePoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function hasMoved(from: ImagePoint, pointer: ToolPointer): boolean {
  return distance(from, pointer.point) > clickSlop(pointer);
}

export function clickSlop(pointer: ToolPointer): number {
  return CLICK_SLOP * pointer.pixel;
}

/** To a hundredth of a pixel; it may lie beside the image. */
export function roundedPoint({ x, y }: ImagePoint): ImagePoint {
  return { x: roundedPlace(x), y: roundedPlace(y) };
}

/** The nearest place on the image. */
export function onImage(point: ImagePoint, size: ImageSize): ImagePoint {
  const place = (value: number, limit: number) => roundedPlace(Math.min(Math.max(value, 0), limit));
  return { x: place(point.x, size.width), y: place(point.y, size.height) };
}
