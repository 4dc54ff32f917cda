import { polygonFromMask } from '../../app/geometry/contours.ts';
import type { AreaGeometry, Ring } from '../../app/geometry/geometry.ts';

/** Geometry values never change, so a path is made once for each and goes with it. */
const paths = new WeakMap<AreaGeometry, Path2D>();

/** The outline in image space with its holes, to be filled by the even-odd rule. Masks run along their pixel borders. */
export function pathOf(geometry: AreaGeometry): Path2D {
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

/** Vertices that a ring needs where it is some ten pixels large on the screen. */
const coarseVertices = 10;
const coarsePaths = new WeakMap<AreaGeometry, Path2D>();

/** The outlines with a few of their vertices and no holes, for objects too small to show more. */
export function coarsePathOf(geometry: AreaGeometry): Path2D {
  const known = coarsePaths.get(geometry);
  if (known !== undefined) return known;
  const path = new Path2D();
  const { parts } = geometry.kind === 'polygon' ? geometry : polygonFromMask(geometry);
  for (const { outline } of parts) {
    const stride = 2 * Math.max(1, Math.floor(outline.length / 2 / coarseVertices));
    addRing(
      path,
      outline.filter((_, index) => index % stride < 2),
    );
  }
  coarsePaths.set(geometry, path);
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
