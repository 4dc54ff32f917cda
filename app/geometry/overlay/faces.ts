import { compareVertices, type Lattice } from './lattice.ts';
import type { Membership } from './membership.ts';
import type { Segment } from './segments.ts';

/**
 * The plane cut by segments that meet at their ends alone. Every segment has two half-edges, `2 * i` from low to high
 * and `2 * i + 1` back; each has a face to its left (with y upwards), around which `next` leads.
 */
export interface Faces {
  readonly segments: readonly Segment[];
  readonly next: Int32Array;
  readonly faceOf: Int32Array;
  /** For each face, whether it belongs to the result. */
  readonly kept: readonly boolean[];
}

export function startOf(segments: readonly Segment[], halfEdge: number): number {
  const segment = segments[halfEdge >> 1] as Segment;
  return halfEdge % 2 === 0 ? segment.low : segment.high;
}

/** Walks over all faces, from the outside of each connected set of segments inwards. */
export function judgeFaces(lattice: Lattice, segments: readonly Segment[], membership: Membership): Faces {
  const leaving = halfEdgesByStart(lattice, segments);
  const next = new Int32Array(segments.length * 2);
  for (const around of leaving.values()) {
    // Around a face the way goes on with the next half-edge clockwise from the one that was taken.
    around.forEach((halfEdge, index) => {
      next[halfEdge ^ 1] = around[(index + around.length - 1) % around.length] as number;
    });
  }
  const { faceOf, count } = numberFaces(next);
  const kept = new Array<boolean>(count).fill(false);
  const seen = new Uint8Array(count);
  const leftmostFirst = [...leaving.keys()].sort((a, b) => compareVertices(lattice, a, b));
  for (const vertex of leftmostFirst) {
    // The outermost face of what hangs together lies to the left of the last half-edge of its leftmost vertex.
    const outer = leaving.get(vertex)?.at(-1) as number;
    if (seen[faceOf[outer] as number] === 1) continue;
    const crossed = segments.filter((segment) => liesToTheLeft(lattice, segment, vertex));
    for (const segment of crossed) membership.cross(segment.uses, eastOf(lattice, segment));
    walkFaces({ segments, next, faceOf, kept }, outer, seen, membership);
    for (const segment of crossed) {
      membership.cross(segment.uses, eastOf(lattice, segment) === 'left' ? 'right' : 'left');
    }
  }
  return { segments, next, faceOf, kept };
}

/** Depth first, over segments and back, so that the membership is known at every face. */
function walkFaces(
  { segments, next, faceOf, kept }: Faces & { readonly kept: boolean[] },
  outer: number,
  seen: Uint8Array,
  membership: Membership,
): void {
  const enter = (halfEdge: number): number => {
    const face = faceOf[halfEdge] as number;
    seen[face] = 1;
    kept[face] = membership.isKept();
    return halfEdge;
  };
  /** The half-edges by which faces were entered, and how far each one was gone around. */
  const entries = [enter(outer)];
  const places = [outer];
  while (entries.length > 0) {
    const depth = entries.length - 1;
    const halfEdge = places[depth] as number;
    const uses = segments[halfEdge >> 1]?.uses ?? [];
    const isForward = halfEdge % 2 === 0;
    const beyond = halfEdge ^ 1;
    if (seen[faceOf[beyond] as number] === 0) {
      membership.cross(uses, isForward ? 'right' : 'left');
      entries.push(enter(beyond));
      places.push(next[beyond] as number);
      continue;
    }
    const following = next[halfEdge] as number;
    places[depth] = following;
    const start = entries[depth] as number;
    const isRound = depth === 0 ? following === start : halfEdge === start;
    if (!isRound) continue;
    entries.pop();
    places.pop();
    if (depth === 0) continue;
    membership.cross(segments[start >> 1]?.uses ?? [], start % 2 === 0 ? 'right' : 'left');
  }
}

/** The half-edges that leave each vertex, by angle from the direction of falling x on, counter-clockwise. */
function halfEdgesByStart(lattice: Lattice, segments: readonly Segment[]): ReadonlyMap<number, number[]> {
  const leaving = new Map<number, number[]>();
  for (let halfEdge = 0; halfEdge < segments.length * 2; halfEdge++) {
    const start = startOf(segments, halfEdge);
    const around = leaving.get(start);
    if (around === undefined) leaving.set(start, [halfEdge]);
    else around.push(halfEdge);
  }
  const { xs, ys } = lattice;
  for (const [vertex, around] of leaving) {
    const dx = (halfEdge: number) => (xs[startOf(segments, halfEdge ^ 1)] as number) - (xs[vertex] as number);
    const dy = (halfEdge: number) => (ys[startOf(segments, halfEdge ^ 1)] as number) - (ys[vertex] as number);
    const isUpper = (halfEdge: number) => dy(halfEdge) > 0 || (dy(halfEdge) === 0 && dx(halfEdge) > 0);
    around.sort((a, b) => Number(isUpper(a)) - Number(isUpper(b)) || Math.sign(dx(b) * dy(a) - dx(a) * dy(b)));
  }
  return leaving;
}

function numberFaces(next: Int32Array): { readonly faceOf: Int32Array; readonly count: number } {
  const faceOf = new Int32Array(next.length).fill(-1);
  let count = 0;
  for (let first = 0; first < next.length; first++) {
    if (faceOf[first] !== -1) continue;
    for (let halfEdge = first; faceOf[halfEdge] === -1; halfEdge = next[halfEdge] as number) faceOf[halfEdge] = count;
    count += 1;
  }
  return { faceOf, count };
}

/** Whether the ray from the vertex towards falling x crosses the segment; of its ends the lower row counts. */
function liesToTheLeft({ xs, ys }: Lattice, { low, high }: Segment, vertex: number): boolean {
  const y = ys[vertex] as number;
  const lowY = ys[low] as number;
  const highY = ys[high] as number;
  if (lowY > y === highY > y) return false;
  const lowX = xs[low] as number;
  const turn = ((xs[high] as number) - lowX) * (y - lowY) - (highY - lowY) * ((xs[vertex] as number) - lowX);
  return highY > lowY ? turn < 0 : turn > 0;
}

/** The side of a segment that lies towards growing x. */
function eastOf({ ys }: Lattice, { low, high }: Segment): 'left' | 'right' {
  return (ys[high] as number) > (ys[low] as number) ? 'right' : 'left';
}
