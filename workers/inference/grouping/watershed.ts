import type { ImageSize } from '../../../app/geometry/imageSize.ts';

/** Steps into which heights are sorted: finer differences than 1/4096 of a relief are noise. */
const levels = 4096;

/**
 * Watershed of a relief by dynamics (Grimaud, "A new measure of contrast: the dynamics", 1992): every summit gets its
 * region, but a summit that stands less than `leastRise` above the pass to a higher one is a part of it.
 *
 * `relief` (height, width), 0-1, is high in the middle of objects; only pixels with a 1 in `foreground` belong to any.
 * Neighbours are those over sides. Returns region numbers from 1, in the order of their first pixel, and 0 elsewhere.
 */
export function watershed(
  relief: Float32Array,
  foreground: Uint8Array,
  { width, height }: ImageSize,
  leastRise: number,
): Uint32Array {
  const regionOf = new Int32Array(width * height).fill(-1);
  const order = pixelsFromTheTop(relief, foreground);
  // Regions as a forest: `parent` of a merged one is what it became a part of.
  const parent: number[] = [];
  const summit: number[] = [];
  const rootOf = (region: number): number => {
    let root = region;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number;
      root = parent[root] as number;
    }
    return root;
  };

  for (const pixel of order) {
    const value = relief[pixel] as number;
    const x = pixel % width;
    let own = -1;
    for (let side = 0; side < 4; side++) {
      if ((side === 0 && x === 0) || (side === 1 && x === width - 1)) continue;
      const neighbour = pixel + (side === 0 ? -1 : side === 1 ? 1 : side === 2 ? -width : width);
      const known = regionOf[neighbour] ?? -1;
      if (known < 0) continue;
      const region = rootOf(known);
      if (own < 0 || region === own) {
        own = region;
        continue;
      }
      const [lower, higher] = (summit[region] as number) > (summit[own] as number) ? [own, region] : [region, own];
      if ((summit[lower] as number) - value < leastRise) parent[lower] = higher;
      own = higher;
    }
    if (own < 0) {
      own = parent.length;
      parent.push(own);
      summit.push(value);
    }
    regionOf[pixel] = own;
  }
  return numbered(regionOf, rootOf);
}

/** Foreground pixels by falling height, of equal ones the first first: a counting sort. */
function pixelsFromTheTop(relief: Float32Array, foreground: Uint8Array): Uint32Array {
  const levelOf = (pixel: number): number => {
    return levels - Math.round(Math.min(1, Math.max(0, relief[pixel] as number)) * levels);
  };
  const starts = new Uint32Array(levels + 2);
  for (let pixel = 0; pixel < relief.length; pixel++) {
    if (foreground[pixel] === 1) starts[levelOf(pixel) + 1] = (starts[levelOf(pixel) + 1] as number) + 1;
  }
  for (let level = 1; level < starts.length; level++) {
    starts[level] = (starts[level] as number) + (starts[level - 1] as number);
  }
  const order = new Uint32Array(starts[levels + 1] as number);
  for (let pixel = 0; pixel < relief.length; pixel++) {
    if (foreground[pixel] !== 1) continue;
    const level = levelOf(pixel);
    const place = starts[level] as number;
    order[place] = pixel;
    starts[level] = place + 1;
  }
  return order;
}

function numbered(regionOf: Int32Array, rootOf: (region: number) => number): Uint32Array {
  const numbers = new Map<number, number>();
  return Uint32Array.from(regionOf, (region) => {
    if (region < 0) return 0;
    const root = rootOf(region);
    const number = numbers.get(root) ?? numbers.size + 1;
    numbers.set(root, number);
    return number;
  });
}
