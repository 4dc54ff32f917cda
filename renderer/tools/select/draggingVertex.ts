import { moveVertex, type VertexAddress } from '../../../app/geometry/polygonEdit.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { changeGeometry } from '../../../app/model/commands/objects.ts';
import type { AnnotationId } from '../../../app/model/records.ts';
import { colourOf } from '../picking.ts';
import { hasMoved, onImage } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import type { SelectedPolygon } from './selectedPolygon.ts';

/** A vertex that a click chose: Delete removes it instead of its object. */
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
  moved = false,
): ToolNode {
  const { polygon, address, origin } = dragged;
  const finish = (): ToolNode => {
    const { id, geometry } = polygon;
    if (moved || origin === 'inserted') {
      const gesture = origin === 'inserted' ? 'insertVertex' : 'moveVertex';
      context.commit(gesture, changeGeometry(context.document(), { id, geometry, now: context.now() }));
    }
    return done({ annotationId: id, address });
  };
  const follow = (pointer: ToolPointer): ToolNode => {
    const point = onImage(pointer.point, context.document().image);
    const geometry = moveVertex(polygon.geometry, address, point);
    return draggingVertex(context, { ...dragged, polygon: { ...polygon, geometry } }, start, done, true);
  };
  const node: ToolNode = {
    tool: 'select',
    hint: () => 'draggingVertex',
    cursor: () => 'move',
    busy: true,
    hides: new Set([polygon.id]),
    overlay: () => [{ kind: 'shape', geometry: polygon.geometry, colour: colourOf(context, polygon) }],
    pointerMove: (pointer) => (moved || hasMoved(start, pointer) ? follow(pointer) : node),
    pointerUp: finish,
    key: (key) => (key === 'cancel' ? done(null) : null),
  };
  return node;
}
