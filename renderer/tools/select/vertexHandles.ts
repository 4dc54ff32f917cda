import {
  deleteVertex,
  insertVertex,
  nearestEdge,
  nearestVertex,
  type VertexAddress,
} from '../../../app/geometry/polygonEdit.ts';
import type { PolygonGeometry } from '../../../app/geometry/geometry.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { changeGeometry } from '../../../app/model/commands/objects.ts';
import type { OverlayItem } from '../overlay.ts';
import { colourOf } from '../picking.ts';
import { edgeReach, onImage, vertexReach } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { draggingVertex } from './draggingVertex.ts';
import type { ChosenHandle, Handles } from './handles.ts';
import { type SelectedPolygon, vertexPoint } from './selectedPolygon.ts';

/** What of the polygon is under the pointer. */
type Target =
  | { readonly kind: 'vertex'; readonly address: VertexAddress }
  | { readonly kind: 'edge'; readonly address: VertexAddress; readonly point: ImagePoint };

const cursors = { vertex: 'move', edge: 'copy', nothing: 'default' } as const;

/** The vertices of the selected polygon, and its edges, which take new ones. */
export function vertexHandles(context: ToolContext, polygon: SelectedPolygon): Handles {
  return {
    hint: 'selectPolygon',
    cursorAt: (pointer) => cursors[targetAt(polygon.geometry, pointer)?.kind ?? 'nothing'],
    marks: (chosen, hover) => marks(context, polygon, chosen, hover),
    press: (pointer, done) => {
      const target = targetAt(polygon.geometry, pointer);
      return target === null ? null : pressTarget(context, polygon, target, pointer, done);
    },
    eraseChosen: (chosen) => {
      const address = addressOf(polygon, chosen);
      if (address !== null) removeVertex(context, polygon, address);
      return address !== null;
    },
  };
}

function targetAt(polygon: PolygonGeometry, pointer: ToolPointer): Target | null {
  const vertex = nearestVertex(polygon, pointer.point);
  if (vertex !== null && vertex.distance <= vertexReach(pointer)) return { kind: 'vertex', address: vertex.address };
  const edge = nearestEdge(polygon, pointer.point);
  if (edge === null || edge.distance > edgeReach(pointer)) return null;
  return { kind: 'edge', address: edge.address, point: edge.point };
}

/** `null` where it is of another object, or an edit has taken it away. */
function addressOf(polygon: SelectedPolygon, chosen: ChosenHandle | null): VertexAddress | null {
  if (chosen === null || !('address' in chosen) || chosen.annotationId !== polygon.id) return null;
  return vertexPoint(polygon.geometry, chosen.address) === null ? null : chosen.address;
}

function marks(
  context: ToolContext,
  polygon: SelectedPolygon,
  chosen: ChosenHandle | null,
  hover: ToolPointer | null,
): OverlayItem[] {
  const colour = colourOf(context, polygon);
  const target = hover === null ? null : targetAt(polygon.geometry, hover);
  const items: OverlayItem[] = [];
  if (target?.kind === 'edge') items.push({ kind: 'vertex', point: target.point, colour, look: 'ghost' });
  const hovered = target?.kind === 'vertex' ? vertexPoint(polygon.geometry, target.address) : null;
  if (hovered !== null) items.push({ kind: 'vertex', point: hovered, colour, look: 'hovered' });
  const address = addressOf(polygon, chosen);
  const point = address === null ? null : vertexPoint(polygon.geometry, address);
  if (point !== null) items.push({ kind: 'vertex', point, colour, look: 'chosen' });
  return items;
}

function pressTarget(
  context: ToolContext,
  polygon: SelectedPolygon,
  target: Target,
  pointer: ToolPointer,
  done: (chosen: ChosenHandle | null) => ToolNode,
): ToolNode {
  if (target.kind === 'vertex') {
    if (!pointer.alt) {
      return draggingVertex(context, { polygon, address: target.address, origin: 'existing' }, pointer.point, done);
    }
    removeVertex(context, polygon, target.address);
    return done(null);
  }
  const geometry = insertVertex(polygon.geometry, target.address, onImage(target.point, context.document().image));
  const address = { ...target.address, vertex: target.address.vertex + 1 };
  const inserted = { polygon: { ...polygon, geometry }, address, origin: 'inserted' } as const;
  return draggingVertex(context, inserted, pointer.point, done);
}

function removeVertex(context: ToolContext, polygon: SelectedPolygon, address: VertexAddress): void {
  const geometry = deleteVertex(polygon.geometry, address);
  context.commit('deleteVertex', changeGeometry(context.document(), { id: polygon.id, geometry, now: context.now() }));
}
