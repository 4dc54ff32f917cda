import { outlineOf } from '../../app/geometry/outlineOf.ts';
import { nearestEdge, nearestVertex } from '../../app/geometry/polygonEdit.ts';
import type { ImagePoint } from '../../app/geometry/spaces.ts';
import { type WayAlong, waysAlong } from '../../app/geometry/wayAlong.ts';
import { areasOf } from '../../app/model/areas.ts';
import type { AnnotationId } from '../../app/model/records.ts';
import type { OverlayItem } from './overlay.ts';
import { edgeReach, onImage, vertexReach } from './reach.ts';
import type { ToolContext, ToolPointer } from './toolNode.ts';

/** A place on the outline of another object, exactly. */
export interface Snap {
  readonly point: ImagePoint;
  readonly onto: 'vertex' | 'edge';
}

/** Vertices come first, then edges; of objects that share a border all have the same. Ctrl leaves them alone. */
export function snapAt(context: ToolContext, pointer: ToolPointer, except?: AnnotationId): Snap | null {
  if (!context.neighbourWishes().snaps || pointer.control) return null;
  const { point } = pointer;
  const outlines = areasOf(context.near(point, vertexReach(pointer)))
    .filter(({ id }) => id !== except)
    .map(({ geometry }) => outlineOf(geometry));
  let vertex: (Snap & { readonly distance: number }) | null = null;
  let edge: (Snap & { readonly distance: number }) | null = null;
  for (const outline of outlines) {
    const corner = nearestVertex(outline, point);
    if (corner !== null && corner.distance <= Math.min(vertexReach(pointer), vertex?.distance ?? Infinity)) {
      const ring = [outline.parts[corner.address.part]?.outline, ...(outline.parts[corner.address.part]?.holes ?? [])];
      const [x, y] = (ring[corner.address.ring] ?? []).slice(2 * corner.address.vertex);
      if (x !== undefined && y !== undefined) vertex = { point: { x, y }, onto: 'vertex', distance: corner.distance };
    }
    const side = vertex === null ? nearestEdge(outline, point) : null;
    if (side !== null && side.distance <= Math.min(edgeReach(pointer), edge?.distance ?? Infinity)) {
      edge = { point: side.point, onto: 'edge', distance: side.distance };
    }
  }
  const found = vertex ?? edge;
  return found === null ? null : { point: found.point, onto: found.onto };
}

/** Where a press puts a vertex: on an outline that is near, else where the pointer is on the image. */
export function placeAt(context: ToolContext, pointer: ToolPointer, except?: AnnotationId): ImagePoint {
  return snapAt(context, pointer, except)?.point ?? onImage(pointer.point, context.document().image);
}

/** Shows where the next vertex would snap to. */
export function snapMark(context: ToolContext, pointer: ToolPointer | null, except?: AnnotationId): OverlayItem[] {
  const snap = pointer === null ? null : snapAt(context, pointer, except);
  return snap === null ? [] : [{ kind: 'snap', ...snap }];
}

/**
 * The vertices of a neighbour's outline between two places on it, the shorter way round or the longer. Where several
 * outlines hold both, the one with the shortest way counts. `null` where none does.
 */
export function borderBetween(
  context: ToolContext,
  from: ImagePoint,
  to: ImagePoint,
  way: 'shorter' | 'longer',
): readonly number[] | null {
  let best: readonly [WayAlong, WayAlong] | null = null;
  for (const { geometry } of areasOf(context.near(to, 0))) {
    for (const { outline, holes } of outlineOf(geometry).parts) {
      for (const ring of [outline, ...holes]) {
        const ways = waysAlong(ring, from, to);
        if (ways !== null && (best === null || ways[0].lengthPx < best[0].lengthPx)) best = ways;
      }
    }
  }
  return best === null ? null : best[way === 'shorter' ? 0 : 1].vertices;
}
