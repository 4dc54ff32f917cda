import { polygonFromMask } from './contours.ts';
import type { Geometry, MaskGeometry, PixelBox, PolygonGeometry } from './geometry.ts';
import { boxesMeet } from './maskOperations.ts';
import { clipSpans, maskFromSpans, spansFromMask, widened } from './spans.ts';

/** Geometry values never change, so the outline of a mask is traced once and goes with it. */
const traced = new WeakMap<MaskGeometry, PolygonGeometry>();

/** The border of an object: a polygon's own rings, a mask's pixel borders. */
export function outlineOf(geometry: Geometry): PolygonGeometry {
  if (geometry.kind === 'polygon') return geometry;
  const known = traced.get(geometry);
  if (known !== undefined) return known;
  const outline = polygonFromMask(geometry);
  traced.set(geometry, outline);
  return outline;
}

/** The same as far as a box can tell: of a mask only what lies in it is traced. `null` where nothing does. */
export function outlineWithin(geometry: Geometry, box: PixelBox): PolygonGeometry | null {
  if (geometry.kind === 'polygon') return geometry;
  const around = widened(box, 1);
  if (!boxesMeet(geometry.box, around)) return null;
  const seen = maskFromSpans(clipSpans(spansFromMask(geometry), around));
  return seen === null ? null : polygonFromMask(seen);
}
