import type { PointsGeometry } from '../../../app/geometry/geometry.ts';
import { nearestPoint, placesOf, pointCount } from '../../../app/geometry/points.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import type { AnnotationId, AnnotationRecord } from '../../../app/model/records.ts';
import { vertexReach } from '../reach.ts';
import type { ToolContext, ToolPointer } from '../toolNode.ts';

export type SelectedPoints = AnnotationRecord & { readonly geometry: PointsGeometry };

/** The point that was pressed last: Delete removes it instead of its object. */
export interface ChosenPoint {
  readonly annotationId: AnnotationId;
  readonly index: number;
}

/** The only selected object, where it is of points: presses add to it. */
export function selectedPoints(context: ToolContext): SelectedPoints | null {
  const [id, ...others] = context.selection();
  const annotation = id === undefined || others.length > 0 ? undefined : context.document().annotations.get(id);
  return annotation?.geometry.kind === 'points' ? { ...annotation, geometry: annotation.geometry } : null;
}

/** Place of the point under the pointer in its object; `null` where there is none. */
export function pointUnder({ geometry }: SelectedPoints, pointer: ToolPointer): number | null {
  const { index, distance } = nearestPoint(geometry, pointer.point);
  return distance <= vertexReach(pointer) ? index : null;
}

/** Of an object that an undo has taken points from, the last that is left. */
export function chosenIndex({ id, geometry }: SelectedPoints, chosen: ChosenPoint | null): number | null {
  return chosen?.annotationId === id ? Math.min(chosen.index, pointCount(geometry) - 1) : null;
}

export function placeOf({ geometry }: SelectedPoints, index: number): ImagePoint | null {
  return placesOf(geometry)[index] ?? null;
}
