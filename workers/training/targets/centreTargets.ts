import type { PatchObjects } from './targetPlanes.ts';

/** A heatmap's hill is this share of its object's half width across, and at least so many pixels. */
const hillShare = 0.35;
const narrowestHill = 1.5;
/** Deviations of a hill beyond which it is nearly zero. */
const hillReach = 3;

/**
 * Writes the three planes of "Panoptic-DeepLab" (Cheng et al., 2020), each (size, size): a Gaussian hill of height 1 on
 * every object's centre, hills over each other as their maximum, and on objects the offset to their centre to the right
 * and down, in pixels. Beyond the border of the image nothing is drawn. A hill grows with its object here, since cells are less alike in size than things on a street.
 */
export function drawCentres({ objects, beyond, size, centres, radii }: PatchObjects, maps: Float32Array): void {
  const pixels = size * size;
  const heat = maps.subarray(0, pixels);
  const shown = new Set<number>();
  for (let i = 0; i < pixels; i++) {
    const object = objects[i] as number;
    if (object === 0 || beyond[i] === 1) continue;
    shown.add(object);
    maps[pixels + i] = (centres[2 * object] as number) - (i % size);
    maps[2 * pixels + i] = (centres[2 * object + 1] as number) - Math.floor(i / size);
  }
  for (const object of shown) {
    const [centreX, centreY] = [centres[2 * object] as number, centres[2 * object + 1] as number];
    drawHill(heat, size, centreX, centreY, Math.max(narrowestHill, (radii[object] as number) * hillShare));
  }
}

function drawHill(heat: Float32Array, size: number, centreX: number, centreY: number, deviation: number): void {
  const reach = Math.ceil(deviation * hillReach);
  const [left, right] = [Math.max(0, Math.round(centreX) - reach), Math.min(size - 1, Math.round(centreX) + reach)];
  const [top, bottom] = [Math.max(0, Math.round(centreY) - reach), Math.min(size - 1, Math.round(centreY) + reach)];
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const height = Math.exp(-((x - centreX) ** 2 + (y - centreY) ** 2) / (2 * deviation ** 2));
      heat[y * size + x] = Math.max(heat[y * size + x] as number, height);
    }
  }
}
