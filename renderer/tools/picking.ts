import type { PixelBox } from '../../app/geometry/geometry.ts';
import { containsPoint, distanceToOutline, geometryArea, geometryBox } from '../../app/geometry/measure.ts';
import type { ImagePoint } from '../../app/geometry/spaces.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { edgeReach } from './reach.ts';
import type { ToolContext, ToolPointer } from './toolNode.ts';

/** The object under the pointer: of several the smallest, because a larger one can still be met elsewhere. */
export function pickObject(context: ToolContext, pointer: ToolPointer): AnnotationRecord | null {
  const reach = edgeReach(pointer);
  const candidates = context.near(pointer.point, reach);
  const inside = candidates.filter(({ geometry }) => containsPoint(geometry, pointer.point));
  if (inside.length > 0) return smallest(inside);
  return smallest(candidates.filter(({ geometry }) => distanceToOutline(geometry, pointer.point) <= reach));
}

/** Whether a selected object lies under the pointer: a drag then moves the selection, whatever else lies there. */
export function holdsSelected(context: ToolContext, pointer: ToolPointer): boolean {
  const selection = context.selection();
  return context
    .near(pointer.point, 0)
    .some(({ id, geometry }) => selection.has(id) && containsPoint(geometry, pointer.point));
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
  const touched = context.meeting(band);
  const enclosed = touched.filter(({ geometry }) => {
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

/** Colour of the object's label. */
export function colourOf(context: ToolContext, annotation: AnnotationRecord): string {
  return context.document().labels.get(annotation.labelId)?.colour ?? '#ffffff';
}
