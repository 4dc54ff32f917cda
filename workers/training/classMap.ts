import { bitmapFromMask } from '../../app/geometry/bitmap.ts';
import { maskFromGeometry } from '../../app/geometry/rasterise.ts';
import type { RunImage } from '../../app/training/runDataset.ts';
import { ignoredClass } from '../losses/lossInput.ts';

/**
 * The class of each pixel of an image, row-major: 0 is the background, later objects lie over earlier ones, and what
 * only a crowd covers counts nowhere.
 */
export function classMapOf(image: Pick<RunImage, 'width' | 'height' | 'objects'>): Uint8Array {
  const map = new Uint8Array(image.width * image.height);
  const crowdsFirst = [...image.objects].sort((a, b) => Number(b.isCrowd) - Number(a.isCrowd));
  for (const { geometry, classIndex, isCrowd } of crowdsFirst) {
    const mask = maskFromGeometry(geometry, image);
    if (mask === null) continue;
    const { box, data } = bitmapFromMask(mask);
    const value = isCrowd ? ignoredClass : classIndex;
    for (let y = 0; y < box.height; y++) {
      const target = (box.y + y) * image.width + box.x;
      for (let x = 0; x < box.width; x++) if (data[y * box.width + x] === 1) map[target + x] = value;
    }
  }
  return map;
}
