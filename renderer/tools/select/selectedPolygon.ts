import type { PolygonGeometry } from '../../../app/geometry/geometry.ts';
import type { VertexAddress } from '../../../app/geometry/polygonEdit.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import type { AnnotationRecord } from '../../../app/model/records.ts';
import type { ToolContext } from '../toolNode.ts';

export type SelectedPolygon = AnnotationRecord & { readonly geometry: PolygonGeometry };

/** The only selected object, where it is a polygon: its vertices can be edited. */
export function selectedPolygon(context: ToolContext): SelectedPolygon | null {
  const [id, ...others] = context.selection();
  const annotation = id === undefined || others.length > 0 ? undefined : context.document().annotations.get(id);
  return annotation?.geometry.kind === 'polygon' ? { ...annotation, geometry: annotation.geometry } : null;
}

/** `null` where an edit has taken the vertex away. */
export function vertexPoint(polygon: PolygonGeometry, address: VertexAddress): ImagePoint | null {
  const part = polygon.parts[address.part];
  const ring = address.ring === 0 ? part?.outline : part?.holes[address.ring - 1];
  const x = ring?.[address.vertex * 2];
  const y = ring?.[address.vertex * 2 + 1];
  return x === undefined || y === undefined ? null : { x, y };
}
