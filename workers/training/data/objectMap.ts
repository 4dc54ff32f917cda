import { bitmapFromMask } from '../../../app/geometry/bitmap.ts';
import { maskFromGeometry } from '../../../app/geometry/rasterise.ts';
import type { RunImage } from '../../../app/training/runDataset.ts';
import { ignoredClass } from '../../../app/training/ignoredClass.ts';

/** Which object each pixel of an image belongs to, and what the objects are. */
export interface ObjectMap {
  /** (height, width): 0 for the background, k for object k of the image's list, counted from 1. */
  readonly objectMap: Uint16Array | Uint32Array;
  /** Entry k is the class of object k, `ignoredClass` for a crowd; entry 0 is the background, class 0. */
  readonly classOfObject: Uint8Array;
  /**
   * x and y of object k at 2k and 2k + 1: the mean of its pixels' columns and rows, so that a whole number is the middle
   * of a pixel; NaN where other objects hide all of it, and for the background.
   */
  readonly centres: Float64Array;
}

/** Later objects lie over earlier ones, and crowds under all. */
export function objectMapOf(image: Pick<RunImage, 'width' | 'height' | 'objects'>): ObjectMap {
  const { width, height, objects } = image;
  const objectMap = new (objects.length < 2 ** 16 ? Uint16Array : Uint32Array)(width * height);
  const classOfObject = new Uint8Array(objects.length + 1);
  const inOrder = [...objects.entries()].sort(([, a], [, b]) => Number(b.isCrowd) - Number(a.isCrowd));
  for (const [index, { geometry, classIndex, isCrowd }] of inOrder) {
    classOfObject[index + 1] = isCrowd ? ignoredClass : classIndex;
    const mask = maskFromGeometry(geometry, image);
    if (mask === null) continue;
    const { box, data } = bitmapFromMask(mask);
    for (let y = 0; y < box.height; y++) {
      const target = (box.y + y) * width + box.x;
      for (let x = 0; x < box.width; x++) if (data[y * box.width + x] === 1) objectMap[target + x] = index + 1;
    }
  }
  return { objectMap, classOfObject, centres: centresOf(objectMap, width, objects.length) };
}

function centresOf(objectMap: ObjectMap['objectMap'], width: number, objectCount: number): Float64Array {
  const sums = new Float64Array(2 * (objectCount + 1));
  const pixels = new Float64Array(objectCount + 1);
  for (let i = 0, y = 0; i < objectMap.length; y++) {
    for (let x = 0; x < width; x++, i++) {
      const object = objectMap[i] as number;
      if (object === 0) continue;
      pixels[object] = (pixels[object] as number) + 1;
      sums[2 * object] = (sums[2 * object] as number) + x;
      sums[2 * object + 1] = (sums[2 * object + 1] as number) + y;
    }
  }
  return sums.map((sum, i) => sum / (pixels[i >> 1] as number));
}
