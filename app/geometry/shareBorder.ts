import type { PixelBox, PolygonGeometry, PolygonPart, Ring } from './geometry.ts';
import { knownBox } from './knownBox.ts';
import { footOnSegment } from './measure.ts';
import { withoutRepeatedVertices } from './repeatedVertices.ts';
import type { ImagePoint } from './spaces.ts';
import { widened } from './spans.ts';

/**
 * Two polygons that lie side by side are given the same vertices along their common border, equal as numbers: only then
 * neither gap nor overlap is left between them, whatever their edges are computed into.
 */

/** Pixels: three steps of the lattice on which polygons are laid over each other, and less than a hand can place. */
const REACH_PX = 3 / 512;

export interface BorderSharers {
  readonly first: PolygonGeometry | null;
  readonly second: PolygonGeometry;
}

/** A vertex bends the edge that gets it, which may bring others into reach; a second pass nearly always ends it. */
const MOST_PASSES = 4;

/**
 * `first` takes over the vertices of `second` that lie on it within rounding; `second` keeps its own, and gets those of
 * `first` that lie on its edges. Either comes back as it is where nothing is to be done; `first` is `null` where it was
 * no wider than that.
 */
export function shareBorder(first: PolygonGeometry, second: PolygonGeometry): BorderSharers {
  let sharers: BorderSharers = { first, second };
  for (let pass = 0; pass < MOST_PASSES && sharers.first !== null; pass++) {
    const next = shareOnce(sharers.first, sharers.second);
    if (next.first === sharers.first && next.second === sharers.second) break;
    sharers = next;
  }
  return sharers;
}

function shareOnce(first: PolygonGeometry, second: PolygonGeometry): BorderSharers {
  const fixed = verticesOf(second, knownBox(first));
  const snapped = mapRings(first, (ring) => snapRing(ring, fixed));
  const joined = snapped === null ? null : mapRings(snapped, (ring) => withVerticesOnEdges(ring, fixed));
  if (joined === null) return { first: null, second };
  const moving = verticesOf(joined, knownBox(second));
  return { first: joined, second: mapRings(second, (ring) => withVerticesOnEdges(ring, moving)) ?? second };
}

/** Sorted by x, so that those near a place are found by halving. */
type SortedVertices = readonly ImagePoint[];

/** Those in the box, or hardly beside it. */
function verticesOf(polygon: PolygonGeometry, box: PixelBox): SortedVertices {
  const { x: left, y: top, width, height } = widened(box, 1);
  const vertices: ImagePoint[] = [];
  for (const { outline, holes } of polygon.parts) {
    for (const ring of [outline, ...holes]) {
      for (let index = 0; index < ring.length; index += 2) {
        const [x, y] = [ring[index] as number, ring[index + 1] as number];
        if (x >= left && x <= left + width && y >= top && y <= top + height) vertices.push({ x, y });
      }
    }
  }
  return vertices.sort((a, b) => a.x - b.x);
}

/** The ring itself where no vertex moves; `null` where too few are left. */
function snapRing(ring: Ring, fixed: SortedVertices): Ring | null {
  let isChanged = false;
  const snapped = [...ring];
  for (let index = 0; index < ring.length; index += 2) {
    const [x, y] = [ring[index] as number, ring[index + 1] as number];
    const target = nearest(within(fixed, x, y, x, y), { x, y });
    if (target === null || (target.x === x && target.y === y)) continue;
    isChanged = true;
    snapped.splice(index, 2, target.x, target.y);
  }
  if (!isChanged) return ring;
  const kept = withoutRepeatedVertices(snapped);
  return kept.length < 6 ? null : kept;
}

/** The ring with every vertex that lies on one of its edges, and at neither end of it. */
function withVerticesOnEdges(ring: Ring, vertices: SortedVertices): Ring {
  const joined: number[] = [];
  for (let index = 0; index < ring.length; index += 2) {
    const next = (index + 2) % ring.length;
    const from = { x: ring[index] as number, y: ring[index + 1] as number };
    const to = { x: ring[next] as number, y: ring[next + 1] as number };
    joined.push(from.x, from.y);
    const between = within(vertices, from.x, from.y, to.x, to.y)
      .filter((vertex) => {
        const foot = footOnSegment(vertex, from.x, from.y, to.x, to.y);
        const isOn = distance(vertex, foot) <= REACH_PX;
        return isOn && distance(vertex, from) > REACH_PX && distance(vertex, to) > REACH_PX;
      })
      .sort((a, b) => distance(a, from) - distance(b, from));
    between.forEach(({ x, y }, place) => {
      const before = between[place - 1];
      if (before?.x !== x || before.y !== y) joined.push(x, y);
    });
  }
  return joined.length === ring.length ? ring : joined;
}

/** The polygon itself where every ring stays; a ring that is `null` goes, an outline with its part. */
function mapRings(polygon: PolygonGeometry, change: (ring: Ring) => Ring | null): PolygonGeometry | null {
  let isChanged = false;
  const changed = (ring: Ring): Ring | null => {
    const after = change(ring);
    isChanged ||= after !== ring;
    return after;
  };
  const parts = polygon.parts.flatMap(({ outline, holes }): PolygonPart[] => {
    const [around, within] = [changed(outline), holes.flatMap((hole) => [changed(hole) ?? []])];
    return around === null ? [] : [{ outline: around, holes: within.filter(({ length }) => length > 0) }];
  });
  if (!isChanged) return polygon;
  return parts.length === 0 ? null : { kind: 'polygon', parts };
}

/** Vertices in the box of a segment, or hardly beside it. */
function within(vertices: SortedVertices, x0: number, y0: number, x1: number, y1: number): ImagePoint[] {
  const [left, right] = [Math.min(x0, x1) - REACH_PX, Math.max(x0, x1) + REACH_PX];
  const [top, bottom] = [Math.min(y0, y1) - REACH_PX, Math.max(y0, y1) + REACH_PX];
  const found: ImagePoint[] = [];
  for (let index = firstFrom(vertices, left); index < vertices.length; index++) {
    const vertex = vertices[index] as ImagePoint;
    if (vertex.x > right) break;
    if (vertex.y >= top && vertex.y <= bottom) found.push(vertex);
  }
  return found;
}

/** Place of the first vertex at or right of `x`. */
function firstFrom(vertices: SortedVertices, x: number): number {
  let [low, high] = [0, vertices.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((vertices[middle] as ImagePoint).x < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nearest(candidates: readonly ImagePoint[], point: ImagePoint): ImagePoint | null {
  let found: ImagePoint | null = null;
  for (const candidate of candidates) {
    if (distance(candidate, point) > REACH_PX) continue;
    if (found === null || distance(candidate, point) < distance(found, point)) found = candidate;
  }
  return found;
}

function distance(a: ImagePoint, b: ImagePoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
