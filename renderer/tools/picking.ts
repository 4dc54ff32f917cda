import type { PixelBox } from '../../app/geometry/geometry.ts';
import { nearestPoint, placesOf } from '../../app/geometry/points.ts';
import { containsPoint, distanceToOutline, geometryArea, geometryBox } from '../../app/geometry/measure.ts';
import type { ImagePoint } from '../../app/geometry/spaces.ts';
import { type AreaRecord, areasOf, isArea } from '../../app/model/areas.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { edgeReach } from './reach.ts';
import type { ToolContext, ToolPointer } from './toolNode.ts';

/**
 * The object under the pointer: points before all, then of several the smallest, because a larger one can still be met
 * elsewhere.
 */
export function pickObject(context: ToolContext, pointer: ToolPointer): AnnotationRecord | null {
  const reach = edgeReach(pointer);
  const candidates = context.near(pointer.point, reach);
  const marked = pointsAt(candidates, pointer.point, reach);
  if (marked !== null) return marked;
  const inside = candidates.filter(({ geometry }) => containsPoint(geometry, pointer.point));
  if (inside.length > 0) return smallest(inside);
  return smallest(areasOf(candidates).filter(({ geometry }) => distanceToOutline(geometry, pointer.point) <= reach));
}

/** Whether a selected object lies under the pointer: a drag then moves the selection, whatever else lies there. */
export function holdsSelected(context: ToolContext, pointer: ToolPointer): boolean {
  const selection = context.selection();
  const reach = edgeReach(pointer);
  const selected = context.near(pointer.point, reach).filter(({ id }) => selection.has(id));
  if (pointsAt(selected, pointer.point, reach) !== null) return true;
  return selected.some(({ geometry }) => containsPoint(geometry, pointer.point));
}

/** The object with the nearest point within reach. */
function pointsAt(annotations: readonly AnnotationRecord[], point: ImagePoint, reach: number): AnnotationRecord | null {
  let nearest: { readonly annotation: AnnotationRecord; readonly distance: number } | null = null;
  for (const annotation of annotations) {
    const { geometry } = annotation;
    const distance = geometry.kind === 'points' ? nearestPoint(geometry, point).distance : Infinity;
    if (distance <= Math.min(reach, nearest?.distance ?? Infinity)) nearest = { annotation, distance };
  }
  return nearest?.annotation ?? null;
}

/** Those of the selected objects that cover pixels: brush and eraser work on them. */
export function selectedAreas(context: ToolContext): readonly AreaRecord[] {
  const { annotations } = context.document();
  return areasOf([...context.selection()].flatMap((id) => annotations.get(id) ?? []));
}

function smallest(annotations: readonly AnnotationRecord[]): AnnotationRecord | null {
  const sized = annotations.map((annotation) => ({ annotation, area: geometryArea(annotation.geometry) }));
  return sized.sort((a, b) => a.area - b.area)[0]?.annotation ?? null;
}

export function boxBetween(a: ImagePoint, b: ImagePoint): PixelBox {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

/** Objects that lie wholly inside the box; where there are none, those that it touches. */
export function objectsInBand(context: ToolContext, band: PixelBox): readonly AnnotationRecord[] {
  const touched = context.meeting(band).filter((annotation) => isArea(annotation) || countIn(annotation, band) > 0);
  const enclosed = touched.filter((annotation) => {
    const { geometry } = annotation;
    if (geometry.kind === 'points') return countIn(annotation, band) === placesOf(geometry).length;
    const box = geometryBox(geometry);
    return (
      box.x >= band.x &&
      box.y >= band.y &&
      box.x + box.width <= band.x + band.width &&
      box.y + box.height <= band.y + band.height
    );
  });
  return enclosed.length > 0 ? enclosed : touched;
}

/** How many of its points lie in the band. */
function countIn({ geometry }: AnnotationRecord, { x, y, width, height }: PixelBox): number {
  if (geometry.kind !== 'points') return 0;
  return placesOf(geometry).filter((place) => {
    return place.x >= x && place.y >= y && place.x <= x + width && place.y <= y + height;
  }).length;
}

/** Colour of the object's label. */
export function colourOf(context: ToolContext, annotation: AnnotationRecord): string {
  return context.document().labels.get(annotation.labelId)?.colour ?? '#ffffff';
}
