import { splitComponents } from './components.ts';
import type { AreaGeometry, MaskGeometry, PolygonGeometry } from './geometry.ts';
import { geometryArea } from './measure.ts';
import { overlaidPolygon, overlay } from './overlay/overlay.ts';
import { maskFromSpans, spansFromMask } from './spans.ts';

/**
 * The connected parts of an object, each with its holes, as outlines show them: pixels belong together over their sides
 * and polygons over edges, so what meets at a corner only is two parts. Parts of a polygon that overlap are one. An
 * object in one part is given back as it is; one that encloses nothing has no parts.
 */
export function partsOf(geometry: AreaGeometry): readonly AreaGeometry[] {
  const parts = geometry.kind === 'mask' ? maskParts(geometry) : polygonParts(geometry);
  return parts.length === 1 ? [geometry] : parts;
}

function maskParts(mask: MaskGeometry): readonly AreaGeometry[] {
  return splitComponents(spansFromMask(mask), 4).flatMap((spans) => maskFromSpans(spans) ?? []);
}

function polygonParts(polygon: PolygonGeometry): readonly AreaGeometry[] {
  const parts = untangled(polygon)?.parts ?? [];
  return parts.map((part) => ({ kind: 'polygon', parts: [part] }));
}

/** The same places with rings that neither cross nor overlap: outlines run with a positive area, holes against it. */
export function untangled(polygon: PolygonGeometry): PolygonGeometry | null {
  return overlay([overlaidPolygon(polygon)], (isIn) => isIn);
}

/** Parts with the largest first; where areas are equal, in their order. */
export function partsBySize(geometry: AreaGeometry): readonly AreaGeometry[] {
  return partsOf(geometry)
    .map((part) => ({ part, area: geometryArea(part) }))
    .sort((a, b) => b.area - a.area)
    .map(({ part }) => part);
}
