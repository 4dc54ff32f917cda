import type { Ring } from './geometry.ts';
import { footOnSegment } from './measure.ts';
import type { ImagePoint } from './spaces.ts';

/** Pixels: what a place on an edge may be off it, because it was computed. */
const ON_RING_PX = 1e-6;

/** The vertices between two places on a ring, in the order in which they are met. */
export interface WayAlong {
  readonly vertices: readonly number[];
  readonly lengthPx: number;
}

/** Both ways round the ring from one place to another, the shorter first; `null` where either place lies beside it. */
export function waysAlong(ring: Ring, from: ImagePoint, to: ImagePoint): readonly [WayAlong, WayAlong] | null {
  const marks = lengthsAlong(ring);
  const total = marks.at(-1) as number;
  const [start, end] = [placeOn(ring, marks, from), placeOn(ring, marks, to)];
  if (start === null || end === null || start === end) return null;
  const ahead = vertexWay(ring, marks, start, end);
  const back = vertexWay(ring, marks, end, start);
  const ways: [WayAlong, WayAlong] = [
    { vertices: ahead, lengthPx: (end - start + total) % total },
    { vertices: reversedVertices(back), lengthPx: (start - end + total) % total },
  ];
  return ways[0].lengthPx <= ways[1].lengthPx ? ways : [ways[1], ways[0]];
}

/** How far along the ring each vertex lies from the first one, and at last the whole length. */
function lengthsAlong(ring: Ring): readonly number[] {
  const marks = [0];
  for (let index = 0; index < ring.length; index += 2) {
    const next = (index + 2) % ring.length;
    const dx = (ring[next] as number) - (ring[index] as number);
    const dy = (ring[next + 1] as number) - (ring[index + 1] as number);
    marks.push((marks.at(-1) as number) + Math.hypot(dx, dy));
  }
  return marks;
}

/** How far along the ring the place lies; `null` beside it. */
function placeOn(ring: Ring, marks: readonly number[], { x, y }: ImagePoint): number | null {
  for (let index = 0; index < ring.length; index += 2) {
    const [x0, y0] = [ring[index] as number, ring[index + 1] as number];
    if (x0 === x && y0 === y) return marks[index / 2] as number;
  }
  for (let index = 0; index < ring.length; index += 2) {
    const next = (index + 2) % ring.length;
    const [x0, y0] = [ring[index] as number, ring[index + 1] as number];
    const foot = footOnSegment({ x, y }, x0, y0, ring[next] as number, ring[next + 1] as number);
    if (Math.hypot(foot.x - x, foot.y - y) > ON_RING_PX) continue;
    return (marks[index / 2] as number) + Math.hypot(x - x0, y - y0);
  }
  return null;
}

/** Strictly between two places, in the direction of the ring. */
function vertexWay(ring: Ring, marks: readonly number[], start: number, end: number): readonly number[] {
  const total = marks.at(-1) as number;
  const ahead = (mark: number) => (mark - start + total) % total;
  return Array.from({ length: ring.length / 2 }, (_, vertex) => ({ vertex, way: ahead(marks[vertex] as number) }))
    .filter(({ way }) => way > 0 && way < ahead(end))
    .sort((a, b) => a.way - b.way)
    .flatMap(({ vertex }) => [ring[2 * vertex] as number, ring[2 * vertex + 1] as number]);
}

function reversedVertices(vertices: readonly number[]): readonly number[] {
  return Array.from({ length: vertices.length / 2 }, (_, vertex) => vertices.length - 2 - 2 * vertex).flatMap(
    (index) => [vertices[index] as number, vertices[index + 1] as number],
  );
}
