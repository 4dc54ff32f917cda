import type { PixelBox } from './geometry.ts';

/**
 * A static R-tree over boxes, packed by sort-tile-recursive (Leutenegger, Lopez and Edgington 1997): boxes are cut into
 * vertical slices by their centre, each slice is sorted by row, and every 16 neighbours share a node.
 */
export interface PackedTree {
  /** Levels from the boxes up to a single root; each box is left, top, right, bottom. */
  readonly levels: readonly Float64Array[];
  /** Position in the input of every box of the lowest level. */
  readonly order: Uint32Array;
}

const NODE_SIZE = 16;

export function packTree(boxes: readonly PixelBox[]): PackedTree {
  const order = packedOrder(boxes);
  const lowest = new Float64Array(boxes.length * 4);
  order.forEach((position, place) => {
    const { x, y, width, height } = boxes[position] as PixelBox;
    lowest.set([x, y, x + width, y + height], place * 4);
  });
  const levels: Float64Array[] = [lowest];
  let top: Float64Array = lowest;
  while (top.length > 4) {
    top = parentBoxes(top);
    levels.push(top);
  }
  return { levels, order };
}

function packedOrder(boxes: readonly PixelBox[]): Uint32Array {
  const centreX = Float64Array.from(boxes, ({ x, width }) => x + width / 2);
  const centreY = Float64Array.from(boxes, ({ y, height }) => y + height / 2);
  const order = Uint32Array.from(boxes.keys()).sort((a, b) => (centreX[a] as number) - (centreX[b] as number));
  const nodes = Math.ceil(boxes.length / NODE_SIZE);
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

/** Positions in the input of the boxes that meet `box` (touching borders count), ascending; `'all'` where it holds them all. */
export function positionsIn(tree: PackedTree, box: PixelBox): Uint32Array | 'all' {
  const root = tree.levels.at(-1);
  if (root === undefined || root.length === 0) return new Uint32Array();
  if (relation(root, 0, box) === 'inside') return 'all';
  const positions: number[] = [];
  collect(tree, tree.levels.length - 1, 0, box, positions);
  return Uint32Array.from(positions).sort();
}

/** Adds the positions of all entries below a node, or a lowest entry itself, that meet `box`. */
function collect(tree: PackedTree, depth: number, place: number, box: PixelBox, positions: number[]): void {
  const found = relation(tree.levels[depth] as Float64Array, place, box);
  if (found === 'outside') return;
  if (depth === 0) {
    positions.push(tree.order[place] as number);
    return;
  }
  if (found === 'inside') {
    const reach = NODE_SIZE ** depth;
    const end = Math.min((place + 1) * reach, tree.order.length);
    for (let entry = place * reach; entry < end; entry++) positions.push(tree.order[entry] as number);
    return;
  }
  const children = (tree.levels[depth - 1] as Float64Array).length / 4;
  const end = Math.min((place + 1) * NODE_SIZE, children);
  for (let child = place * NODE_SIZE; child < end; child++) collect(tree, depth - 1, child, box, positions);
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

/** Whether two boxes meet as those of a tree do: touching borders count. */
export function boxesTouch(a: PixelBox, b: PixelBox): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}
