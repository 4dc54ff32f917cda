import { polygonFromMask } from './contours.ts';
import type { AreaGeometry, MaskGeometry, PolygonGeometry } from './geometry.ts';

/** Geometry values never change, so the outline of a mask is traced once and goes with it. */
const traced = new WeakMap<MaskGeometry, PolygonGeometry>();

/** The border of an object: a polygon's own rings, a mask's pixel borders. */
export function outlineOf(geometry: AreaGeometry): PolygonGeometry {
  if (geometry.kind === 'polygon') return geometry;
  const known = traced.get(geometry);
  if (known !== undefined) return known;
  const outline = polygonFromMask(geometry);
  traced.set(geometry, outline);
  return outline;
}
