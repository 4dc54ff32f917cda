import { polygonFromMask } from '../../app/geometry/contours.ts';
import type { Geometry, PixelBox, Ring } from '../../app/geometry/geometry.ts';
import { geometryBox } from '../../app/geometry/measure.ts';

/** Geometry values never change, so a path and a box are made once for each and go with it. */
const paths = new WeakMap<Geometry, Path2D>();
const boxes = new WeakMap<Geometry, PixelBox>();

export function boxOf(geometry: Geometry): PixelBox {
  const known = boxes.get(geometry);
  if (known !== undefined) return known;
  const box = geometryBox(geometry);
  boxes.set(geometry, box);
  return box;
}

/** The outline in image space with its holes, to be filled by the even-odd rule. Masks run along their pixel borders. */
export function pathOf(geometry: Geometry): Path2D {
  const known = paths.get(geometry);
  if (known !== undefined) return known;
  const path = new Path2D();
  const { parts } = geometry.kind === 'polygon' ? geometry : polygonFromMask(geometry);
  for (const { outline, holes } of parts) {
    addRing(path, outline);
    for (const hole of holes) addRing(path, hole);
  }
  paths.set(geometry, path);
  return path;
}

export function addRing(path: Path2D, ring: Ring, closed = true): void {
  for (let index = 0; index < ring.length; index += 2) {
    const x = ring[index] as number;
    const y = ring[index + 1] as number;
    if (index === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  if (closed) path.closePath();
}
