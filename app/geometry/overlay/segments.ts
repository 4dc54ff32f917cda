import { compareVertices, type Lattice, sideOf, vertexAtStep } from './lattice.ts';

/** How often a boundary runs along a segment: +1 for each time from `low` to `high`, -1 for each time back. */
export interface SegmentUse {
  readonly boundary: number;
  /** The edge as it was given: where a ring goes on along the same one, it has no corner. */
  readonly edge: number;
  readonly direction: 1 | -1;
}

/** A straight piece between two vertices, `low` before `high` by column, then row. */
export interface Segment {
  readonly low: number;
  readonly high: number;
  readonly uses: readonly SegmentUse[];
}

export function segmentBetween(lattice: Lattice, from: number, to: number, boundary: number, edge: number): Segment {
  const isForward = compareVertices(lattice, from, to) < 0;
  const [low, high] = isForward ? [from, to] : [to, from];
  return { low, high, uses: [{ boundary, edge, direction: isForward ? 1 : -1 }] };
}

/**
 * Pieces that meet at their ends alone, each only once. Crossings are rounded to the lattice, which bends edges by a
 * step at most and may make them cross anew: so it goes on until nothing crosses. It ends, because pieces stay in the
 * box of their edge and only become shorter.
 */
export function splitSegments(lattice: Lattice, given: readonly Segment[]): readonly Segment[] {
  let segments = mergeEqual(given);
  for (;;) {
    const cuts = cutsOf(lattice, segments);
    if (cuts.size === 0) return segments.filter(({ uses }) => isEffective(uses));
    segments = mergeEqual(segments.flatMap((segment, index) => cutSegment(lattice, segment, cuts.get(index))));
  }
}

/** There and back along the same boundary parts nothing. */
function isEffective(uses: readonly SegmentUse[]): boolean {
  const sums = new Map<number, number>();
  for (const { boundary, direction } of uses) sums.set(boundary, (sums.get(boundary) ?? 0) + direction);
  return [...sums.values()].some((sum) => sum !== 0);
}

const MOST_VERTICES = 2 ** 26;

function mergeEqual(segments: readonly Segment[]): Segment[] {
  const byEnds = new Map<number, Segment>();
  for (const segment of segments) {
    const key = segment.low * MOST_VERTICES + segment.high;
    const known = byEnds.get(key);
    byEnds.set(key, known === undefined ? segment : { ...known, uses: [...known.uses, ...segment.uses] });
  }
  return [...byEnds.values()];
}

/** For each segment by its index, the vertices where it has to be cut. */
function cutsOf(lattice: Lattice, segments: readonly Segment[]): ReadonlyMap<number, Set<number>> {
  const { xs, ys } = lattice;
  const cuts = new Map<number, Set<number>>();
  const cut = (index: number, vertex: number): void => {
    const vertices = cuts.get(index) ?? new Set();
    cuts.set(index, vertices.add(vertex));
  };
  const order = [...segments.keys()].sort((a, b) => xOf(segments[a]) - xOf(segments[b]));
  function xOf(segment: Segment | undefined): number {
    return xs[segment?.low ?? 0] as number;
  }
  /** Those that reach as far as the current column. */
  const open: number[] = [];
  for (const index of order) {
    const segment = segments[index] as Segment;
    const x = xOf(segment);
    const [top, bottom] = rowsOf(ys, segment);
    let kept = 0;
    for (const other of open) {
      const { low, high } = segments[other] as Segment;
      if ((xs[high] as number) < x) continue;
      open[kept++] = other;
      const [otherTop, otherBottom] = rowsOf(ys, { low, high });
      if (otherTop <= bottom && top <= otherBottom) cutPair(lattice, segments, index, other, cut);
    }
    open.length = kept;
    open.push(index);
  }
  return cuts;
}

function rowsOf(ys: readonly number[], { low, high }: Pick<Segment, 'low' | 'high'>): readonly [number, number] {
  const lowY = ys[low] as number;
  const highY = ys[high] as number;
  return lowY < highY ? [lowY, highY] : [highY, lowY];
}

function cutPair(
  lattice: Lattice,
  segments: readonly Segment[],
  first: number,
  second: number,
  cut: (index: number, vertex: number) => void,
): void {
  const a = segments[first] as Segment;
  const b = segments[second] as Segment;
  const lowOfB = sideOf(lattice, a.low, a.high, b.low);
  const highOfB = sideOf(lattice, a.low, a.high, b.high);
  if ((lowOfB > 0 && highOfB > 0) || (lowOfB < 0 && highOfB < 0)) return;
  const lowOfA = sideOf(lattice, b.low, b.high, a.low);
  const highOfA = sideOf(lattice, b.low, b.high, a.high);
  if (lowOfB === 0 && isWithin(lattice, a, b.low)) cut(first, b.low);
  if (highOfB === 0 && isWithin(lattice, a, b.high)) cut(first, b.high);
  if (lowOfA === 0 && isWithin(lattice, b, a.low)) cut(second, a.low);
  if (highOfA === 0 && isWithin(lattice, b, a.high)) cut(second, a.high);
  if (lowOfB * highOfB >= 0 || lowOfA * highOfA >= 0) return;
  const along = lowOfA / (lowOfA - highOfA);
  const { xs, ys } = lattice;
  const place = (values: readonly number[]) =>
    (values[a.low] as number) + along * ((values[a.high] as number) - (values[a.low] as number));
  const crossing = vertexAtStep(lattice, place(xs), place(ys));
  if (crossing !== a.low && crossing !== a.high) cut(first, crossing);
  if (crossing !== b.low && crossing !== b.high) cut(second, crossing);
}

/** Whether a vertex on the line of a segment lies between its ends. */
function isWithin(lattice: Lattice, { low, high }: Segment, vertex: number): boolean {
  return compareVertices(lattice, low, vertex) < 0 && compareVertices(lattice, vertex, high) < 0;
}

function cutSegment(lattice: Lattice, segment: Segment, cuts: ReadonlySet<number> | undefined): readonly Segment[] {
  if (cuts === undefined) return [segment];
  const { xs, ys } = lattice;
  const { low, high, uses } = segment;
  const dx = (xs[high] as number) - (xs[low] as number);
  const dy = (ys[high] as number) - (ys[low] as number);
  const along = (vertex: number) => (xs[vertex] as number) * dx + (ys[vertex] as number) * dy;
  const places = [low, ...[...cuts].sort((a, b) => along(a) - along(b)), high];
  return places.slice(1).map((to, index) => {
    const from = places[index] as number;
    const isForward = compareVertices(lattice, from, to) < 0;
    // Rounding may turn a piece of a nearly upright edge round.
    return isForward ? { low: from, high: to, uses } : { low: to, high: from, uses: uses.map(reversed) };
  });
}

function reversed(use: SegmentUse): SegmentUse {
  return { ...use, direction: use.direction === 1 ? -1 : 1 };
}
