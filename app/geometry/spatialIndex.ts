import type { PixelBox } from './geometry.ts';
import type { ImagePoint } from './spaces.ts';

/**
 * A static R-tree over boxes, packed by sort-tile-recursive (Leutenegger, Lopez and Edgington 1997): entries are cut
 * into vertical slices by their centre, each slice is sorted by row, and every 16 neighbours share a node. It is built
 * anew after an edit, some ten milliseconds for 10,000 objects.
 */

export interface SpatialEntry<T> {
  readonly box: PixelBox;
  readonly value: T;
}

export interface SpatialIndex<T> {
  readonly values: readonly T[];
  /** Levels from the entries up to a single root; each box is left, top, right, bottom. */
  readonly levels: readonly Float64Array[];
  /** Position in the input of every entry of the lowest level. */
  readonly order: Uint32Array;
}

const NODE_SIZE = 16;

export function buildSpatialIndex<T>(entries: readonly SpatialEntry<T>[]): SpatialIndex<T> {
  const order = packedOrder(entries);
  const lowest = new Float64Array(entries.length * 4);
  order.forEach((position, place) => {
    const { box } = entries[position] as SpatialEntry<T>;
    lowest.set([box.x, box.y, box.x + box.width, box.y + box.height], place * 4);
  });
  const levels: Float64Array[] = [lowest];
  let top: Float64Array = lowest;
  while (top.length > 4) {
    top = parentBoxes(top);
    levels.push(top);
  }
  return { values: entries.map(({ value }) => value), levels, order };
}

function packedOrder(entries: readonly SpatialEntry<unknown>[]): Uint32Array {
  const centreX = Float64Array.from(entries, ({ box }) => box.x + box.width / 2);
  const centreY = Float64Array.from(entries, ({ box }) => box.y + box.height / 2);
  const order = Uint32Array.from(entries.keys()).sort((a, b) => (centreX[a] as number) - (centreX[b] as number));
  const nodes = Math.ceil(entries.length / NODE_SIZE);
  const sliceLength = Math.ceil(Math.sqrt(nodes)) * NODE_SIZE;
  for (let start = 0; start < order.length; start += sliceLength) {
    order.subarray(start, start + sliceLength).sort((a, b) => (centreY[a] as number) - (centreY[b] as number));
  }
  return order;
}

function parentBoxes(level: Float64Array): Float64Array {
  const count = level.length / 4;
  const parents = new Float64Array(Math.ceil(count / NODE_SIZE) * 4);
  for (let parent = 0; parent * 4 < parents.length; parent++) {
    const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let child = parent * NODE_SIZE; child < Math.min((parent + 1) * NODE_SIZE, count); child++) {
      bounds[0] = Math.min(bounds[0], level[child * 4] as number);
      bounds[1] = Math.min(bounds[1], level[child * 4 + 1] as number);
      bounds[2] = Math.max(bounds[2], level[child * 4 + 2] as number);
      bounds[3] = Math.max(bounds[3], level[child * 4 + 3] as number);
    }
    parents.set(bounds, parent * 4);
  }
  return parents;
}

/** Values whose box meets `box` (touching borders count), in the order in which they were given. */
export function queryBox<T>(index: SpatialIndex<T>, box: PixelBox): T[] {
  let places: number[] = index.order.length === 0 ? [] : [0];
  for (let depth = index.levels.length - 1; depth >= 0; depth--) {
    const level = index.levels[depth] as Float64Array;
    const hits = places.filter(
      (place) =>
        (level[place * 4] as number) <= box.x + box.width &&
        (level[place * 4 + 1] as number) <= box.y + box.height &&
        (level[place * 4 + 2] as number) >= box.x &&
        (level[place * 4 + 3] as number) >= box.y,
    );
    places = depth === 0 ? hits : hits.flatMap((place) => childPlaces(place, index.levels[depth - 1] as Float64Array));
  }
  return places
    .map((place) => index.order[place] as number)
    .sort((a, b) => a - b)
    .map((position) => index.values[position] as T);
}

function childPlaces(parent: number, children: Float64Array): number[] {
  const first = parent * NODE_SIZE;
  return Array.from({ length: Math.min(NODE_SIZE, children.length / 4 - first) }, (_, child) => first + child);
}

/** Values whose box holds the point, or comes within `tolerance` image pixels of it. */
export function queryPoint<T>(index: SpatialIndex<T>, point: ImagePoint, tolerance = 0): T[] {
  return queryBox(index, {
    x: point.x - tolerance,
    y: point.y - tolerance,
    width: 2 * tolerance,
    height: 2 * tolerance,
  });
}
