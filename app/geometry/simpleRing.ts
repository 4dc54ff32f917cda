import type { Ring } from './geometry.ts';

/** Whether a ring has at least three vertices and neither crosses nor touches itself. */
export function isSimpleRing(ring: Ring): boolean {
  const count = ring.length / 2;
  if (count < 3) return false;
  for (let a = 0; a < count; a++) {
    if (foldsBack(ring, a)) return false;
    // Edges a and b share no vertex: the next edge and, for the first edge, the last one are left out.
    const end = a === 0 ? count - 1 : count;
    for (let b = a + 2; b < end; b++) if (edgesMeet(ring, a, b)) return false;
  }
  return true;
}

/** The same for an open line of two points or more: x0, y0, x1, y1, ... */
export function isSimpleLine(line: readonly number[]): boolean {
  const edges = line.length / 2 - 1;
  for (let a = 0; a < edges; a++) {
    if (a + 1 < edges && foldsBack(line, a)) return false;
    for (let b = a + 2; b < edges; b++) if (edgesMeet(line, a, b)) return false;
  }
  return edges > 0;
}

function coordinates(ring: Ring, vertex: number): readonly [number, number] {
  const index = (vertex * 2) % ring.length;
  return [ring[index] as number, ring[index + 1] as number];
}

/** Twice the signed area of the triangle: its sign says on which side of the line a-b the point c lies. */
function side(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/** Whether the edge after `edge` runs back along it, or one of them has no length. */
function foldsBack(ring: Ring, edge: number): boolean {
  const [ax, ay] = coordinates(ring, edge);
  const [bx, by] = coordinates(ring, edge + 1);
  const [cx, cy] = coordinates(ring, edge + 2);
  const ahead = (bx - ax) * (cx - bx) + (by - ay) * (cy - by);
  return side(ax, ay, bx, by, cx, cy) === 0 && ahead <= 0;
}

function edgesMeet(ring: Ring, first: number, second: number): boolean {
  const [ax, ay] = coordinates(ring, first);
  const [bx, by] = coordinates(ring, first + 1);
  const [cx, cy] = coordinates(ring, second);
  const [dx, dy] = coordinates(ring, second + 1);
  const boxesApart =
    Math.max(ax, bx) < Math.min(cx, dx) ||
    Math.max(cx, dx) < Math.min(ax, bx) ||
    Math.max(ay, by) < Math.min(cy, dy) ||
    Math.max(cy, dy) < Math.min(ay, by);
  if (boxesApart) return false;
  const acrossFirst = side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy);
  const acrossSecond = side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by);
  return acrossFirst <= 0 && acrossSecond <= 0;
}
