import { removeAnnotations, changeGeometry } from '../../../app/model/commands/objects.ts';
import {
  deleteVertex,
  insertVertex,
  nearestEdge,
  nearestVertex,
  type VertexAddress,
} from '../../../app/geometry/polygonEdit.ts';
import type { PolygonGeometry } from '../../../app/geometry/geometry.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import type { OverlayItem } from '../overlay.ts';
import { colourOf, pickObject } from '../picking.ts';
import { edgeReach, onImage, vertexReach } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { type ChosenVertex, draggingVertex } from './draggingVertex.ts';
import { pressingObject } from './pressingObject.ts';
import { rubberBanding } from './rubberBanding.ts';
import { type SelectedPolygon, selectedPolygon, vertexPoint } from './selectedPolygon.ts';

/** What of the one selected polygon is under the pointer. */
type Target =
  | { readonly kind: 'vertex'; readonly address: VertexAddress }
  | { readonly kind: 'edge'; readonly address: VertexAddress; readonly point: ImagePoint };

function targetAt(polygon: PolygonGeometry, pointer: ToolPointer): Target | null {
  const vertex = nearestVertex(polygon, pointer.point);
  if (vertex !== null && vertex.distance <= vertexReach(pointer)) return { kind: 'vertex', address: vertex.address };
  const edge = nearestEdge(polygon, pointer.point);
  if (edge === null || edge.distance > edgeReach(pointer)) return null;
  return { kind: 'edge', address: edge.address, point: edge.point };
}

const cursors = { vertex: 'move', edge: 'copy', nothing: 'default' } as const;

function hoverTarget(context: ToolContext, hover: ToolPointer | null): Target | null {
  const polygon = selectedPolygon(context);
  return polygon === null || hover === null ? null : targetAt(polygon.geometry, hover);
}

/** Waits for a press: on a vertex or edge of the selected polygon, on an object, or beside everything. */
export function selectReady(
  context: ToolContext,
  chosen: ChosenVertex | null = null,
  hover: ToolPointer | null = null,
): ToolNode {
  return {
    tool: 'select',
    hint: () => (selectedPolygon(context) === null ? 'select' : 'selectPolygon'),
    cursor: () => cursors[hoverTarget(context, hover)?.kind ?? 'nothing'],
    busy: false,
    overlay: () => handleOverlay(context, chosen, hoverTarget(context, hover)),
    pointerMove: (pointer) => selectReady(context, chosen, pointer),
    pointerLeave: () => selectReady(context, chosen),
    pointerDown: (pointer) => press(context, pointer),
    key: (key) => (key === 'erase' ? eraseSelected(context, chosen) : null),
  };
}

function handleOverlay(context: ToolContext, chosen: ChosenVertex | null, target: Target | null): OverlayItem[] {
  const polygon = selectedPolygon(context);
  if (polygon === null) return [];
  const colour = colourOf(context, polygon);
  const items: OverlayItem[] = [];
  if (target?.kind === 'edge') items.push({ kind: 'vertex', point: target.point, colour, look: 'ghost' });
  const hovered = target?.kind === 'vertex' ? vertexPoint(polygon.geometry, target.address) : null;
  if (hovered !== null) items.push({ kind: 'vertex', point: hovered, colour, look: 'hovered' });
  const point = chosen?.annotationId === polygon.id ? vertexPoint(polygon.geometry, chosen.address) : null;
  if (point !== null) items.push({ kind: 'vertex', point, colour, look: 'chosen' });
  return items;
}

function press(context: ToolContext, pointer: ToolPointer): ToolNode {
  const done = (chosen: ChosenVertex | null) => selectReady(context, chosen);
  const polygon = pointer.shift ? null : selectedPolygon(context);
  const target = polygon === null ? null : targetAt(polygon.geometry, pointer);
  if (polygon !== null && target !== null && pointer.clicks === 1) {
    if (target.kind === 'vertex') {
      if (pointer.alt) return removeVertex(context, polygon, target.address);
      return draggingVertex(context, { polygon, address: target.address, origin: 'existing' }, pointer.point, done);
    }
    const geometry = insertVertex(polygon.geometry, target.address, onImage(target.point, context.document().image));
    const address = { ...target.address, vertex: target.address.vertex + 1 };
    const inserted = { polygon: { ...polygon, geometry }, address, origin: 'inserted' } as const;
    return draggingVertex(context, inserted, pointer.point, done);
  }
  const hit = pickObject(context, pointer);
  if (hit === null) return rubberBanding(context, pointer, pointer.point, () => done(null));
  if (pointer.clicks === 2 && !pointer.shift) {
    context.select([hit.id], 'replace');
    context.fit(hit);
    return selectReady(context);
  }
  return pressingObject(context, hit, pointer, () => done(null));
}

/** The chosen vertex if there is one, else the selected objects. */
function eraseSelected(context: ToolContext, chosen: ChosenVertex | null): ToolNode | null {
  const polygon = selectedPolygon(context);
  if (polygon !== null && chosen?.annotationId === polygon.id && vertexPoint(polygon.geometry, chosen.address) !== null)
    return removeVertex(context, polygon, chosen.address);
  const diff = removeAnnotations(context.document(), { ids: [...context.selection()] });
  if (diff.length === 0) return null;
  context.commit('deleteObjects', diff);
  context.select([], 'replace');
  return selectReady(context);
}

function removeVertex(context: ToolContext, polygon: SelectedPolygon, address: VertexAddress): ToolNode {
  const geometry = deleteVertex(polygon.geometry, address);
  context.commit('deleteVertex', changeGeometry(context.document(), { id: polygon.id, geometry, now: context.now() }));
  return selectReady(context);
}
