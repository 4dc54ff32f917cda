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
    lowest[place * 4] = box.x;
    lowest[place * 4 + 1] = box.y;
    lowest[place * 4 + 2] = box.x + box.width;
    lowest[place * 4 + 3] = box.y + box.height;
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
export function queryBox<T>(index: SpatialIndex<T>, box: PixelBox): readonly T[] {
  const root = index.levels.at(-1);
  if (root === undefined || root.length === 0) return [];
  if (relation(root, 0, box) === 'inside') return index.values;
  const positions: number[] = [];
  collect(index, index.levels.length - 1, 0, box, positions);
  return Array.from(Uint32Array.from(positions).sort(), (position) => index.values[position] as T);
}

/** Adds the positions of all entries below a node, or a lowest entry itself, that meet `box`. */
function collect(index: SpatialIndex<unknown>, depth: number, place: number, box: PixelBox, positions: number[]): void {
  const found = relation(index.levels[depth] as Float64Array, place, box);
  if (found === 'outside') return;
  if (depth === 0) {
    positions.push(index.order[place] as number);
    return;
  }
  if (found === 'inside') {
    const reach = NODE_SIZE ** depth;
    const end = Math.min((place + 1) * reach, index.order.length);
    for (let entry = place * reach; entry < end; entry++) positions.push(index.order[entry] as number);
    return;
  }
  const children = (index.levels[depth - 1] as Float64Array).length / 4;
  const end = Math.min((place + 1) * NODE_SIZE, children);
  for (let child = place * NODE_SIZE; child < end; child++) collect(index, depth - 1, child, box, positions);
}

function relation(level: Float64Array, place: number, box: PixelBox): 'outside' | 'inside' | 'meeting' {
  const left = level[place * 4] as number;
  const top = level[place * 4 + 1] as number;
  const right = level[place * 4 + 2] as number;
  const bottom = level[place * 4 + 3] as number;
  const [boxRight, boxBottom] = [box.x + box.width, box.y + box.height];
  if (left > boxRight || top > boxBottom || right < box.x || bottom < box.y) return 'outside';
  return left >= box.x && top >= box.y && right <= boxRight && bottom <= boxBottom ? 'inside' : 'meeting';
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
