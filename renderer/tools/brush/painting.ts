import type { PixelBox } from '../../../app/geometry/geometry.ts';
import type { StrokePoint } from '../../../app/geometry/brush.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { eraseStroke, paintStroke } from '../../../app/model/commands/brush.ts';
import type { AnnotationRecord } from '../../../app/model/records.ts';
import type { OverlayItem } from '../overlay.ts';
import { colourOf } from '../picking.ts';
import { distance } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';

export type BrushTool = 'brush' | 'eraser';

/** CSS pixels between the points of a stroke: closer ones change no pixel that anyone sees. */
const SPACING = 1;

/**
 * A stroke under way. Its points are collected in place and shown as they come; the mask is computed once, at the end.
 */
export function painting(
  context: ToolContext,
  tool: BrushTool,
  points: StrokePoint[],
  then: { readonly painted: (end: ImagePoint | null) => ToolNode; readonly cancelled: () => ToolNode },
): ToolNode {
  const diameterPx = context.brushDiameterPx();
  const erasing = tool === 'eraser';
  const selected = selectedObjects(context);
  // Several selected objects have no common stroke: it makes a new one. Each of them can be erased from.
  const touched = erasing || selected.length === 1 ? selected : [];
  const target = erasing ? null : (touched[0] ?? null);
  const base = touched.map((annotation) => ({
    geometry: annotation.geometry,
    colour: colourOf(context, annotation),
  }));
  const colour = target === null ? (context.label()?.colour ?? '#ffffff') : colourOf(context, target);
  const overlay = (): OverlayItem[] => {
    const centre = points.at(-1);
    const stroke: OverlayItem = { kind: 'stroke', points, diameterPx, base, colour, erasing };
    return centre === undefined ? [stroke] : [stroke, { kind: 'brush', centre, diameterPx, erasing, lineFrom: null }];
  };
  const finish = (): ToolNode => {
    if (erasing) erase(context, points, diameterPx);
    else paint(context, points, diameterPx, target);
    const end = points.at(-1);
    return then.painted(end === undefined ? null : { x: end.x, y: end.y });
  };
  const node: ToolNode = {
    tool,
    hint: () => (erasing ? 'erasing' : 'painting'),
    cursor: () => 'none',
    busy: true,
    hides: new Set(touched.map(({ id }) => id)),
    overlay,
    pointerMove: (pointer) => {
      const last = points.at(-1);
      const next = strokePoint(pointer, diameterPx);
      if (last === undefined || differs(last, next, SPACING * pointer.pixel)) points.push(next);
      return node;
    },
    pointerUp: finish,
    key: (key) => (key === 'cancel' ? then.cancelled() : null),
    leave: () => void finish(),
  };
  return node;
}

/** Where the brush is, as wide as the pen is pressed. */
export function strokePoint({ point, pressure }: ToolPointer, brushDiameterPx: number): StrokePoint {
  return pressure === undefined ? point : { ...point, diameterPx: pressure * brushDiameterPx };
}

/** Whether the brush has moved, or grown or shrunk, by `leastPx`. */
function differs(last: StrokePoint, next: StrokePoint, leastPx: number): boolean {
  if (distance(last, next) >= leastPx) return true;
  return Math.abs((last.diameterPx ?? 0) - (next.diameterPx ?? 0)) >= leastPx;
}

function selectedObjects(context: ToolContext): AnnotationRecord[] {
  const { annotations } = context.document();
  return [...context.selection()].flatMap((id) => annotations.get(id) ?? []);
}

function paint(
  context: ToolContext,
  points: readonly StrokePoint[],
  diameterPx: number,
  target: AnnotationRecord | null,
): void {
  const labelId = target?.labelId ?? context.label()?.id;
  if (labelId === undefined) return;
  const newId = context.newId();
  const args = { points, diameterPx, target: target?.id ?? null, newId, labelId, now: context.now() };
  const diff = paintStroke(context.document(), args);
  if (diff.length === 0) return;
  context.commit('paint', diff);
  if (target === null) context.select([newId], 'replace');
}

/** From the selected objects; without a selection from all that the stroke meets. */
function erase(context: ToolContext, points: readonly StrokePoint[], diameterPx: number): void {
  const selected = selectedObjects(context);
  const annotations = selected.length > 0 ? selected : context.meeting(strokeBox(points, diameterPx));
  const ids = annotations.map(({ id }) => id);
  const diff = eraseStroke(context.document(), { points, diameterPx, ids, now: context.now() });
  if (diff.length > 0) context.commit('erase', diff);
}

function strokeBox(points: readonly ImagePoint[], diameterPx: number): PixelBox {
  const radius = diameterPx / 2;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x - radius);
    top = Math.min(top, y - radius);
    right = Math.max(right, x + radius);
    bottom = Math.max(bottom, y + radius);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
