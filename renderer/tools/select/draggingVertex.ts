import { moveVertex, type VertexAddress } from '../../../app/geometry/polygonEdit.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { fitAmong, noNeighbours } from '../../../app/model/commands/neighbours.ts';
import { changeGeometry } from '../../../app/model/commands/objects.ts';
import type { AnnotationId } from '../../../app/model/records.ts';
import { colourOf } from '../picking.ts';
import { neighboursOf, previewAmong } from '../neighbourhood.ts';
import type { OverlayItem } from '../overlay.ts';
import { hasMoved } from '../reach.ts';
import { placeAt, snapMark } from '../snapping.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import type { SelectedPolygon } from './selectedPolygon.ts';

/** Names a vertex of an object. */
export interface ChosenVertex {
  readonly annotationId: AnnotationId;
  readonly address: VertexAddress;
}

interface DraggedVertex {
  /** With the geometry as it is on screen now. */
  readonly polygon: SelectedPolygon;
  readonly address: VertexAddress;
  /** An existing vertex that is not moved is chosen; one that the press inserted stays where it was put. */
  readonly origin: 'existing' | 'inserted';
}

/** A vertex follows the pointer, once it has left `start`, the place of the press. */
export function draggingVertex(
  context: ToolContext,
  dragged: DraggedVertex,
  start: ImagePoint,
  done: (chosen: ChosenVertex | null) => ToolNode,
  moved: ToolPointer | null = null,
): ToolNode {
  const { polygon, address, origin } = dragged;
  const finish = (): ToolNode => {
    if (moved === null && origin === 'existing') return done({ annotationId: polygon.id, address });
    // What was cut at its neighbours has other vertices, of which none was chosen.
    return done(commitAmong(context, dragged, moved !== null) ? { annotationId: polygon.id, address } : null);
  };
  const follow = (pointer: ToolPointer): ToolNode => {
    const geometry = moveVertex(polygon.geometry, address, placeAt(context, pointer, polygon.id));
    return draggingVertex(context, { ...dragged, polygon: { ...polygon, geometry } }, start, done, pointer);
  };
  const node: ToolNode = {
    tool: 'select',
    hint: () => 'draggingVertex',
    cursor: () => 'move',
    busy: true,
    hides: new Set([polygon.id]),
    overlay: () => [...preview(context, polygon), ...snapMark(context, moved, polygon.id)],
    pointerMove: (pointer) => (moved !== null || hasMoved(start, pointer) ? follow(pointer) : node),
    pointerUp: finish,
    key: (key) => (key === 'cancel' ? done(null) : null),
  };
  return node;
}

function preview(context: ToolContext, polygon: SelectedPolygon): OverlayItem[] {
  const geometry = previewAmong(context, polygon.geometry, polygon);
  return geometry === null ? [] : [{ kind: 'shape', geometry, colour: colourOf(context, polygon) }];
}

/** Whether the polygon kept the vertices that it was given. One that was only inserted has not changed its shape. */
function commitAmong(context: ToolContext, { polygon, origin }: DraggedVertex, isMoved: boolean): boolean {
  const document = context.document();
  const now = context.now();
  const neighbours = isMoved ? neighboursOf(context, polygon.geometry, polygon) : noNeighbours;
  const { geometry, changes } = fitAmong(polygon.geometry, neighbours, document.image, now);
  if (geometry === null) {
    context.notify('takenByOthers');
    return false;
  }
  const diff = [...changeGeometry(document, { id: polygon.id, geometry, now }), ...changes];
  context.commit(origin === 'inserted' ? 'insertVertex' : 'moveVertex', diff);
  return geometry === polygon.geometry;
}
