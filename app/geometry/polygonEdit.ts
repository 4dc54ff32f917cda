import type { PolygonGeometry, PolygonPart, Ring } from './geometry.ts';
import { footOnSegment, ringContains } from './measure.ts';
import type { ImagePoint } from './spaces.ts';

/** Names one vertex, or the edge from it to the next vertex. `ring` 0 is the outline of the part, 1 its first hole. */
export interface VertexAddress {
  readonly part: number;
  readonly ring: number;
  readonly vertex: number;
}

const FEWEST_VERTICES = 3;

/** Puts a vertex on the edge that starts at `edge`; the new vertex follows that one. */
export function insertVertex(polygon: PolygonGeometry, edge: VertexAddress, point: ImagePoint): PolygonGeometry {
  return replaceRing(polygon, edge, (ring) => ring.toSpliced((edge.vertex + 1) * 2, 0, point.x, point.y)) ?? polygon;
}

export function moveVertex(polygon: PolygonGeometry, address: VertexAddress, point: ImagePoint): PolygonGeometry {
  return replaceRing(polygon, address, (ring) => ring.toSpliced(address.vertex * 2, 2, point.x, point.y)) ?? polygon;
}

/** A ring that would keep fewer than three vertices goes, an outline with its whole part; `null` if no part is left. */
export function deleteVertex(polygon: PolygonGeometry, address: VertexAddress): PolygonGeometry | null {
  return replaceRing(polygon, address, (ring) => {
    const left = ring.toSpliced(address.vertex * 2, 2);
    return left.length < 2 * FEWEST_VERTICES ? null : left;
  });
}

/** Cuts a hole into the part that holds the ring's first vertex; `null` where no part does. */
export function addHole(polygon: PolygonGeometry, ring: Ring): PolygonGeometry | null {
  const point = { x: ring[0] as number, y: ring[1] as number };
  const target = polygon.parts.findIndex(
    ({ outline, holes }) => ringContains(outline, point) && !holes.some((hole) => ringContains(hole, point)),
  );
  if (target < 0) return null;
  return {
    kind: 'polygon',
    parts: polygon.parts.map((part, index) => (index === target ? { ...part, holes: [...part.holes, ring] } : part)),
  };
}

export interface NearestVertex {
  readonly address: VertexAddress;
  /** Image pixels. */
  readonly distance: number;
}

export interface NearestEdge extends NearestVertex {
  /** The place on the edge that is nearest; `address` names the vertex where the edge starts. */
  readonly point: ImagePoint;
}

/** `null` for a polygon without vertices. */
export function nearestVertex(polygon: PolygonGeometry, point: ImagePoint): NearestVertex | null {
  let nearest: NearestVertex | null = null;
  forEachEdge(polygon, (address, x, y) => {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (nearest === null || distance < nearest.distance) nearest = { address, distance };
  });
  return nearest;
}

/** `null` for a polygon without vertices. */
export function nearestEdge(polygon: PolygonGeometry, point: ImagePoint): NearestEdge | null {
  let nearest: NearestEdge | null = null;
  forEachEdge(polygon, (address, x0, y0, x1, y1) => {
    const foot = footOnSegment(point, x0, y0, x1, y1);
    const distance = Math.hypot(point.x - foot.x, point.y - foot.y);
    if (nearest === null || distance < nearest.distance) nearest = { address, distance, point: foot };
  });
  return nearest;
}

/** `change` gives the new ring, or `null` to remove it. */
function replaceRing(
  polygon: PolygonGeometry,
  address: VertexAddress,
  change: (ring: Ring) => Ring | null,
): PolygonGeometry | null {
  const parts = polygon.parts.flatMap((part, index) =>
    index === address.part ? replaceInPart(part, address, change) : [part],
  );
  return parts.length === 0 ? null : { kind: 'polygon', parts };
}

function replaceInPart(part: PolygonPart, address: VertexAddress, change: (ring: Ring) => Ring | null): PolygonPart[] {
  if (address.ring === 0) {
    const outline = change(part.outline);
    return outline === null ? [] : [{ ...part, outline }];
  }
  const holes = part.holes.flatMap((hole, index) => {
    const changed = index === address.ring - 1 ? change(hole) : hole;
    return changed === null ? [] : [changed];
  });
  return [{ ...part, holes }];
}

function forEachEdge(
  polygon: PolygonGeometry,
  visit: (address: VertexAddress, x0: number, y0: number, x1: number, y1: number) => void,
): void {
  polygon.parts.forEach(({ outline, holes }, part) => {
    [outline, ...holes].forEach((points, ring) => {
      for (let index = 0; index < points.length; index += 2) {
        const next = (index + 2) % points.length;
        visit(
          { part, ring, vertex: index / 2 },
          points[index] as number,
          points[index + 1] as number,
          points[next] as number,
          points[next + 1] as number,
        );
      }
    });
  });
}
