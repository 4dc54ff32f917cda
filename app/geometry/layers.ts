import type { Spans } from './spans.ts';

/**
 * Objects laid over each other: every pixel belongs to the topmost object that covers it. Sorted, disjoint spans as in
 * spans.ts; the span at `2 * i` belongs to `owners[i]`.
 */
export interface Layers {
  readonly spans: readonly number[];
  readonly owners: readonly number[];
}

export interface OwnedSpans {
  readonly owner: number;
  readonly spans: Spans;
}

/** Later objects cover earlier ones. Halves the list each round, so that the work grows with its logarithm. */
export function stackLayers(objects: readonly OwnedSpans[]): Layers {
  const [first] = objects;
  if (first === undefined) return { spans: [], owners: [] };
  if (objects.length === 1) {
    return { spans: first.spans, owners: new Array<number>(first.spans.length / 2).fill(first.owner) };
  }
  const middle = objects.length >> 1;
  return cover(stackLayers(objects.slice(0, middle)), stackLayers(objects.slice(middle)));
}

/** Everything of `upper`, and of `lower` what `upper` leaves free. */
function cover(lower: Layers, upper: Layers): Layers {
  const free = cutOut(lower, upper.spans);
  const spans: number[] = [];
  const owners: number[] = [];
  let below = 0;
  let above = 0;
  while (below < free.owners.length || above < upper.owners.length) {
    const takesFree = (free.spans[2 * below] ?? Infinity) < (upper.spans[2 * above] ?? Infinity);
    const source = takesFree ? free : upper;
    const index = takesFree ? below++ : above++;
    spans.push(source.spans[2 * index] as number, source.spans[2 * index + 1] as number);
    owners.push(source.owners[index] as number);
  }
  return { spans, owners };
}

/** The layers without the pixels of `cut`. */
function cutOut(layers: Layers, cut: Spans): Layers {
  const spans: number[] = [];
  const owners: number[] = [];
  const put = (start: number, end: number, owner: number): void => {
    if (start >= end) return;
    spans.push(start, end);
    owners.push(owner);
  };
  let next = 0;
  layers.owners.forEach((owner, index) => {
    let start = layers.spans[2 * index] as number;
    const end = layers.spans[2 * index + 1] as number;
    while (next < cut.length && (cut[next] as number) < end) {
      put(start, cut[next] as number, owner);
      start = Math.max(start, cut[next + 1] as number);
      // A cut that reaches further may meet the next span too.
      if ((cut[next + 1] as number) > end) break;
      next += 2;
    }
    put(start, end, owner);
  });
  return { spans, owners };
}

/** Calls `visit` for every span of pixels that has the same owners in both; `null` is nobody, on one side at most. */
export function forEachOverlap(
  a: Layers,
  b: Layers,
  visit: (ownerA: number | null, ownerB: number | null, pixels: number) => void,
): void {
  let indexA = 0;
  let indexB = 0;
  let position = -Infinity;
  while (indexA < a.owners.length || indexB < b.owners.length) {
    const startA = Math.max(a.spans[2 * indexA] ?? Infinity, position);
    const endA = a.spans[2 * indexA + 1] ?? Infinity;
    const startB = Math.max(b.spans[2 * indexB] ?? Infinity, position);
    const endB = b.spans[2 * indexB + 1] ?? Infinity;
    const start = Math.min(startA, startB);
    const inA = startA === start;
    const inB = startB === start;
    const end = Math.min(inA ? endA : startA, inB ? endB : startB);
    visit(inA ? (a.owners[indexA] as number) : null, inB ? (b.owners[indexB] as number) : null, end - start);
    position = end;
    if (end === endA) indexA += 1;
    if (end === endB) indexB += 1;
  }
}

/** The pixels of the owners that `isWanted` names, as one set. */
export function spansOfOwners({ spans, owners }: Layers, isWanted: (owner: number) => boolean): Spans {
  const wanted: number[] = [];
  owners.forEach((owner, index) => {
    if (!isWanted(owner)) return;
    const start = spans[2 * index] as number;
    const end = spans[2 * index + 1] as number;
    if (wanted[wanted.length - 1] === start) wanted[wanted.length - 1] = end;
    else wanted.push(start, end);
  });
  return wanted;
}
