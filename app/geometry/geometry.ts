/**
 * Shapes in image space: x to the right, y down, in pixels; (0, 0) is the outer corner of the first pixel, so the pixel
 * in column c and row r covers [c, c+1] x [r, r+1] (COCO's convention).
 */

/** A closed ring without a repeated last vertex: x0, y0, x1, y1, ... Winding has no meaning. */
export type Ring = readonly number[];

/** One connected part: its outline and the holes in it. */
export interface PolygonPart {
  readonly outline: Ring;
  readonly holes: readonly Ring[];
}

export interface PolygonGeometry {
  readonly kind: 'polygon';
  readonly parts: readonly PolygonPart[];
}

/** Integer pixel box; `width` and `height` are exclusive at the far side (one pixel has 1 x 1). */
export interface PixelBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A run-length mask inside `box`: column-major runs (x outer, y inner), background first, in COCO's compressed string.
 * `box` is tight. An object without pixels does not exist: it is deleted instead.
 */
export interface MaskGeometry {
  readonly kind: 'mask';
  readonly box: PixelBox;
  readonly counts: string;
}

/** Places without an extent, to be counted or found again: x0, y0, x1, y1, ... in the order in which they were set. */
export interface PointsGeometry {
  readonly kind: 'points';
  /** At least one point. */
  readonly points: readonly number[];
}

/** What covers pixels: the ground truth of a segmentation is of these alone. */
export type AreaGeometry = PolygonGeometry | MaskGeometry;

export type Geometry = AreaGeometry | PointsGeometry;

export function hasArea(geometry: Geometry): geometry is AreaGeometry {
  return geometry.kind !== 'points';
}
