import type { PixelBox } from './geometry.ts';
import { boxesTouch, type PackedTree, packTree, positionsIn } from './packedTree.ts';
import type { ImagePoint } from './spaces.ts';

export interface SpatialEntry<T> {
  readonly box: PixelBox;
  readonly value: T;
}

/** Finds values by their boxes: a tree, and what has changed since it was packed, which is some ten milliseconds of work. */
export interface SpatialIndex<T> {
  readonly values: readonly T[];
  readonly tree: PackedTree;
  /** What the tree was packed of, `gone` ones among them. */
  readonly packed: readonly T[];
  readonly gone: ReadonlySet<T>;
  /** In the order of `values`. */
  readonly added: readonly AddedEntry<T>[];
}

interface AddedEntry<T> extends SpatialEntry<T> {
  /** How many of the packed values come before it. */
  readonly rank: number;
}

/** Changes that an index takes before its tree is packed anew: so many, and a share of its values. */
const mostChanges = { always: 64, share: 0.02 } as const;

export function buildSpatialIndex<T>(entries: readonly SpatialEntry<T>[]): SpatialIndex<T> {
  const values = entries.map(({ value }) => value);
  return { values, tree: packTree(entries.map(({ box }) => box)), packed: values, gone: new Set(), added: [] };
}

/**
 * The index of `values`, which are in the order of `compare`, as those of `index` are; what is the same value in both
 * costs next to nothing.
 */
export function renewSpatialIndex<T>(
  index: SpatialIndex<T>,
  values: readonly T[],
  boxOf: (value: T) => PixelBox,
  compare: (a: T, b: T) => number,
): SpatialIndex<T> {
  const { tree, packed } = index;
  const most = Math.max(mostChanges.always, mostChanges.share * packed.length);
  const gone = new Set<T>();
  const added: AddedEntry<T>[] = [];
  let [rank, place] = [0, 0];
  while (rank < packed.length || place < values.length) {
    const [old, now] = [packed[rank], values[place]];
    let order = 0;
    if (old !== now) {
      if (gone.size + added.length >= most)
        return buildSpatialIndex(values.map((value) => ({ box: boxOf(value), value })));
      order = old === undefined ? 1 : now === undefined ? -1 : compare(old, now);
      if (now !== undefined && order >= 0) added.push({ value: now, box: boxOf(now), rank });
      if (old !== undefined && order <= 0) gone.add(old);
    }
    if (order <= 0) rank++;
    if (order >= 0) place++;
  }
  return { values, tree, packed, gone, added };
}

/** Values whose box meets `box` (touching borders count), in the order in which they were given. */
export function queryBox<T>({ values, tree, packed, gone, added }: SpatialIndex<T>, box: PixelBox): readonly T[] {
  const positions = positionsIn(tree, box);
  const near = added.filter((entry) => boxesTouch(entry.box, box));
  if (positions === 'all' && near.length === added.length) return values;
  const found: T[] = [];
  let next = 0;
  const takeAddedBefore = (rank: number): void => {
    for (let entry = near[next]; entry !== undefined && entry.rank <= rank; entry = near[++next])
      found.push(entry.value);
  };
  for (const position of positions === 'all' ? packed.keys() : positions) {
    takeAddedBefore(position);
    const value = packed[position] as T;
    if (!gone.has(value)) found.push(value);
  }
  takeAddedBefore(packed.length);
  return found;
}

/** Values whose box holds the point, or comes within `tolerance` image pixels of it. */
export function queryPoint<T>(index: SpatialIndex<T>, point: ImagePoint, tolerance = 0): readonly T[] {
  return queryBox(index, {
    x: point.x - tolerance,
    y: point.y - tolerance,
    width: 2 * tolerance,
    height: 2 * tolerance,
  });
}
