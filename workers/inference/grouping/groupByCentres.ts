import type { ImageSize } from '../../../app/geometry/imageSize.ts';

export interface CentreMaps {
  /** Near 1 in the middle of objects. */
  readonly centre: Float32Array;
  /** Pixels to the right and down, from a pixel to the centre of its object. */
  readonly offsetX: Float32Array;
  readonly offsetY: Float32Array;
}

/** Centres within this many pixels of a higher one are none. */
const suppressionRadius = 3;

/**
 * Groups foreground pixels by the centre that their offset points nearest to (Cheng et al., "Panoptic-DeepLab", 2020,
 * section 3.3): centres are the pixels of the heatmap that reach `leastHeight` and are the highest of the 7 x 7 around.
 * All planes are (height, width). Returns object numbers from 1, and 0 where there is no foreground; without any centre,
 * 0 everywhere.
 */
export function groupByCentres(
  { centre, offsetX, offsetY }: CentreMaps,
  foreground: Uint8Array,
  size: ImageSize,
  leastHeight: number,
): Uint32Array {
  const centres = findCentres(centre, size, leastHeight);
  const objects = new Uint32Array(foreground.length);
  if (centres.length === 0) return objects;
  const nearest = nearestCentre(centres, size);
  for (let pixel = 0; pixel < foreground.length; pixel++) {
    if (foreground[pixel] !== 1) continue;
    const x = (pixel % size.width) + (offsetX[pixel] as number);
    const y = Math.floor(pixel / size.width) + (offsetY[pixel] as number);
    objects[pixel] = nearest(x, y) + 1;
  }
  return objects;
}

interface Centre {
  readonly x: number;
  readonly y: number;
}

function findCentres(heat: Float32Array, { width, height }: ImageSize, leastHeight: number): readonly Centre[] {
  const centres: Centre[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((heat[y * width + x] as number) >= leastHeight && isSummit(heat, width, height, x, y)) centres.push({ x, y });
    }
  }
  return centres;
}

/** Of equal heights the first one is the summit. */
function isSummit(heat: Float32Array, width: number, height: number, x: number, y: number): boolean {
  const own = y * width + x;
  const value = heat[own] as number;
  for (let v = Math.max(0, y - suppressionRadius); v <= Math.min(height - 1, y + suppressionRadius); v++) {
    for (let u = Math.max(0, x - suppressionRadius); u <= Math.min(width - 1, x + suppressionRadius); u++) {
      const other = heat[v * width + u] as number;
      if (other > value || (other === value && v * width + u < own)) return false;
    }
  }
  return true;
}

/** Side of the squares that centres are sorted into, in pixels. */
const cellSide = 16;

/** Index of the centre nearest to a point; squares are searched ring by ring around the point's own. */
function nearestCentre(centres: readonly Centre[], { width, height }: ImageSize): (x: number, y: number) => number {
  const columns = Math.ceil(width / cellSide);
  const rows = Math.ceil(height / cellSide);
  const cells = Array.from({ length: columns * rows }, (): number[] => []);
  for (const [index, { x, y }] of centres.entries()) {
    cells[Math.floor(y / cellSide) * columns + Math.floor(x / cellSide)]?.push(index);
  }
  const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, Math.floor(value)));
  return (x, y) => {
    const column = within(x / cellSide, columns);
    const row = within(y / cellSide, rows);
    let best = 0;
    let bestDistance = Infinity;
    const look = (cellColumn: number, cellRow: number): void => {
      for (const index of cells[cellRow * columns + cellColumn] ?? []) {
        const { x: centreX, y: centreY } = centres[index] as Centre;
        const distance = (centreX - x) ** 2 + (centreY - y) ** 2;
        if (distance < bestDistance) [best, bestDistance] = [index, distance];
      }
    };
    for (let ring = 0; ring < Math.max(columns, rows); ring++) {
      // What lies in this ring of squares is at least this far away, from points outside of the image too.
      if (bestDistance < ((ring - 1) * cellSide) ** 2) break;
      for (let v = Math.max(0, row - ring); v <= Math.min(rows - 1, row + ring); v++) {
        const isEdgeRow = Math.abs(v - row) === ring;
        const step = isEdgeRow ? 1 : Math.max(1, 2 * ring);
        for (let u = column - ring; u <= column + ring; u += step) if (u >= 0 && u < columns) look(u, v);
      }
    }
    return best;
  };
}
