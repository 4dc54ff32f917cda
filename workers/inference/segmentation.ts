import type { ImageSize } from '../../app/geometry/imageSize.ts';
import type { OutputPlanes } from '../../app/training/separation.ts';
import type { Box } from './tiles.ts';

/** What a network says of every pixel of an image; all planes are (height, width). */
export interface Segmentation {
  /** Class of each pixel; 0 is the background. A rim belongs to the likeliest label. */
  readonly classMap: Uint8Array;
  /** Probability of that class, the rim's added, 0-1. */
  readonly probability: Float32Array;
  /** Probability of the rim of an object, 0-1; empty where the network knows no rims. */
  readonly rim: Float32Array;
  /** Planes of plain numbers, in the order of the network's maps. */
  readonly maps: readonly Float32Array[];
}

/** Result of one tile: class `k` of the pixel (x, y) of `core` is at `k planeLength + (y - box.y) rowLength + x - box.x`. */
export interface SegmentedTile {
  readonly box: Box;
  readonly core: Box;
  readonly rowLength: number;
  readonly planeLength: number;
  /** Planes of probabilities, that of the rim among them. */
  readonly classes: number;
  readonly probabilities: Float32Array;
  /** Laid out like the probabilities; empty where the network has none. */
  readonly maps: Float32Array;
}

export function emptySegmentation({ width, height }: ImageSize, planes: OutputPlanes): Segmentation {
  const length = width * height;
  return {
    classMap: new Uint8Array(length),
    probability: new Float32Array(length),
    rim: new Float32Array(planes.hasRimClass ? length : 0),
    maps: planes.maps.map(() => new Float32Array(length)),
  };
}

/** Writes what a tile says of the pixels of its core. */
export function keepTile(tile: SegmentedTile, imageWidth: number, result: Segmentation): void {
  const { box, core, rowLength, planeLength, classes, probabilities, maps } = tile;
  const hasRim = result.rim.length > 0;
  const labelled = hasRim ? classes - 1 : classes;
  for (let y = core.y; y < core.y + core.height; y++) {
    const source = (y - box.y) * rowLength - box.x;
    for (let x = core.x; x < core.x + core.width; x++) {
      const target = y * imageWidth + x;
      const background = probabilities[source + x] as number;
      let best = 1;
      let bestProbability = probabilities[planeLength + source + x] as number;
      for (let index = 2; index < labelled; index++) {
        const probability = probabilities[index * planeLength + source + x] as number;
        if (probability > bestProbability) {
          best = index;
          bestProbability = probability;
        }
      }
      if (hasRim) {
        const rim = probabilities[labelled * planeLength + source + x] as number;
        result.rim[target] = rim;
        bestProbability += rim;
      }
      const isObject = bestProbability > background;
      result.classMap[target] = isObject ? best : 0;
      result.probability[target] = isObject ? bestProbability : background;
    }
    for (const [index, map] of result.maps.entries()) {
      const start = index * planeLength + source + core.x;
      map.set(maps.subarray(start, start + core.width), y * imageWidth + core.x);
    }
  }
}
