import type { Geometry, PixelBox } from './geometry.ts';
import { geometryBox } from './measure.ts';

/** Geometry values never change, so the box of each is measured once and goes with it. */
const boxes = new WeakMap<Geometry, PixelBox>();

/** As `geometryBox`, for whoever asks again and again. */
export function knownBox(geometry: Geometry): PixelBox {
  const known = boxes.get(geometry);
  if (known !== undefined) return known;
  const box = geometryBox(geometry);
  boxes.set(geometry, box);
  return box;
}
