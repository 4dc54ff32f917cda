import { polygonFromMask } from './contours.ts';
import type { AreaGeometry, MaskGeometry, PolygonGeometry, Ring } from './geometry.ts';
import type { ImageSize } from './imageSize.ts';
import { equalMasks } from './maskOperations.ts';
import { footOnSegment } from './measure.ts';
import { untangled } from './parts.ts';
import { maskFromPolygon } from './rasterise.ts';

/**
 * Fewer vertices (Douglas and Peucker 1973): those are left out that lie at most `tolerancePx` from the edge that takes
 * their place. Where that would make outlines cross, or lose a part or a hole, half the tolerance is tried, and so on;
 * where nothing helps, or nothing can be left out, the object is given back as it is. The outline of a mask is
 * simplified along the borders of its pixels, and filled again.
 */
export function simplifyGeometry(geometry: AreaGeometry, tolerancePx: number, size: ImageSize): AreaGeometry {
  return geometry.kind === 'mask' ? simplifyMask(geometry, tolerancePx, size) : simplifyPolygon(geometry, tolerancePx);
}

const TRIES = 4;

function tolerancesFrom(tolerancePx: number): readonly number[] {
  return Array.from({ length: TRIES }, (_, halvings) => tolerancePx / 2 ** halvings);
}

export function simplifyPolygon(polygon: PolygonGeometry, tolerancePx: number): PolygonGeometry {
  const plain = untangled(polygon);
  if (plain === null) return polygon;
  const shape = shapeOf(plain);
  for (const tolerance of tolerancesFrom(tolerancePx)) {
    const simpler = withFewerVertices(plain, tolerance);
    const vertices = shapeOf(simpler).vertices;
    if (vertices >= shapeOf(polygon).vertices) return polygon;
    const result = untangled(simpler);
    const after = result === null ? null : shapeOf(result);
    // Edges that crossed would have got a vertex there.
    const isSound = after?.parts === shape.parts && after.holes === shape.holes && after.vertices <= vertices;
    if (isSound) return simpler;
  }
  return polygon;
}

function simplifyMask(mask: MaskGeometry, tolerancePx: number, size: ImageSize): AreaGeometry {
  const outlines = polygonFromMask(mask);
  const shape = shapeOf(outlines);
  for (const tolerance of tolerancesFrom(tolerancePx)) {
    const filled = maskFromPolygon(withFewerVertices(outlines, tolerance), size);
    const after = filled === null ? null : shapeOf(polygonFromMask(filled));
    if (filled !== null && after?.parts === shape.parts && after.holes === shape.holes) {
      return equalMasks(filled, mask) ? mask : filled;
    }
  }
  return mask;
}

function shapeOf({ parts }: PolygonGeometry) {
  const holes = parts.flatMap((part) => part.holes);
  const rings = [...parts.map(({ outline }) => outline), ...holes];
  return {
    parts: parts.length,
    holes: holes.length,
    vertices: rings.reduce((sum, ring) => sum + ring.length / 2, 0),
  };
}

function withFewerVertices({ parts }: PolygonGeometry, tolerancePx: number): PolygonGeometry {
  return {
    kind: 'polygon',
    parts: parts.map(({ outline, holes }) => ({
      outline: simplifyRing(outline, tolerancePx),
      holes: holes.map((hole) => simplifyRing(hole, tolerancePx)),
    })),
  };
}

/** From the leftmost vertex to the one farthest from it and back; three vertices are always kept. */
function simplifyRing(ring: Ring, tolerancePx: number): Ring {
  const count = ring.length / 2;
  const x = (vertex: number) => ring[2 * (vertex % count)] as number;
  const y = (vertex: number) => ring[2 * (vertex % count) + 1] as number;
  const vertices = Array.from({ length: count }, (_, vertex) => vertex);
  const first = vertices.reduce((best, vertex) => (x(vertex) < x(best) ? vertex : best), 0);
  /** The vertex between two others that is farthest from the line between them. */
  const farthest = (from: number, to: number) => {
    let best = { vertex: from, distance: -1 };
    for (let vertex = from + 1; vertex < to; vertex++) {
      const point = { x: x(vertex), y: y(vertex) };
      const foot = footOnSegment(point, x(from), y(from), x(to), y(to));
      const distance = Math.hypot(point.x - foot.x, point.y - foot.y);
      if (distance > best.distance) best = { vertex, distance };
    }
    return best;
  };
  const opposite = farthest(first, first + count).vertex;
  const kept = new Set([first, opposite]);
  const open: [number, number][] = [
    [first, opposite],
    [opposite, first + count],
  ];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const [from, to] = range;
    const { vertex, distance } = farthest(from, to);
    if (distance <= tolerancePx) continue;
    kept.add(vertex);
    open.push([from, vertex], [vertex, to]);
  }
  if (kept.size < 3) {
    const [there, back] = [farthest(first, opposite), farthest(opposite, first + count)];
    kept.add(there.distance > back.distance ? there.vertex : back.vertex);
  }
  return [...kept].sort((a, b) => a - b).flatMap((vertex) => [x(vertex), y(vertex)]);
}
