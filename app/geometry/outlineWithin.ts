import { polygonFromMask } from './contours.ts';
import type { AreaGeometry, PixelBox, PolygonGeometry, Ring } from './geometry.ts';
import { boxesMeet } from './maskOperations.ts';
import { clipSpans, maskFromSpans, spansFromMask, widened } from './spans.ts';

/**
 * A polygon that is the same as the object within a box, whatever it is elsewhere, and has few vertices there. Of a mask
 * the pixel borders are traced. `null` where nothing comes near the box.
 */
export function outlineWithin(geometry: AreaGeometry, box: PixelBox): PolygonGeometry | null {
  const around = widened(box, 1);
  if (geometry.kind === 'mask') {
    if (!boxesMeet(geometry.box, around)) return null;
    const seen = maskFromSpans(clipSpans(spansFromMask(geometry), around));
    return seen === null ? null : polygonFromMask(seen);
  }
  const parts = geometry.parts.flatMap(({ outline, holes }) => {
    const near = ringNear(outline, around);
    return near === null ? [] : [{ outline: near, holes: holes.flatMap((hole) => [ringNear(hole, around) ?? []]) }];
  });
  const solid = parts.map((part) => ({ ...part, holes: part.holes.filter((hole) => hole.length > 0) }));
  return solid.length === 0 ? null : { kind: 'polygon', parts: solid };
}

/** Beyond which sides of a box a place lies, as bits. */
function sidesBeyond(x: number, y: number, box: PixelBox): number {
  const across = x < box.x ? 1 : x > box.x + box.width ? 2 : 0;
  return across + (y < box.y ? 4 : y > box.y + box.height ? 8 : 0);
}

/**
 * Three vertices beyond the same side: the middle one can go, because what lies between the old way and the new one does
 * so too. Edges that come near the box stay whole. `null` where all lie beyond one side.
 */
function ringNear(ring: Ring, box: PixelBox): Ring | null {
  const sides = Array.from({ length: ring.length / 2 }, (_, vertex) =>
    sidesBeyond(ring[2 * vertex] as number, ring[2 * vertex + 1] as number, box),
  );
  if (sides.reduce((common, side) => common & side) !== 0) return null;
  let before = sides[0] as number;
  return ring.filter((_, index) => {
    const vertex = index >> 1;
    const side = sides[vertex] as number;
    const after = sides[(vertex + 1) % sides.length] as number;
    if (vertex > 0 && (before & side & after) !== 0) return false;
    if (index % 2 === 1) before = side;
    return true;
  });
}
