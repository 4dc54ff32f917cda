import type { AreaGeometry, PixelBox } from '../../../app/geometry/geometry.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { strokeBox, type StrokePoint } from '../../../app/geometry/brush.ts';
import { eraseStroke, paintStroke, strokeAmong } from '../../../app/model/commands/brush.ts';
import { type AreaRecord, areasOf } from '../../../app/model/areas.ts';
import { objectsConcerned, type Owner } from '../neighbourhood.ts';
import type { OverlayItem } from '../overlay.ts';
import { colourOf, selectedAreas } from '../picking.ts';
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
  const selected = selectedAreas(context);
  // Several selected objects have no common stroke: it makes a new one. Each of them can be erased from.
  const touched = erasing || selected.length === 1 ? selected : [];
  const target = erasing ? null : (touched[0] ?? null);
  const base = touched.map((annotation) => ({
    geometry: annotation.geometry,
    colour: colourOf(context, annotation),
  }));
  const colour = target === null ? (context.label()?.colour ?? '#ffffff') : colourOf(context, target);
  const keptOff = (box: PixelBox) => (erasing ? [] : geometriesKeptOff(context, box, ownerOf(context, target)));
  const overlay = (): OverlayItem[] => {
    const centre = points.at(-1);
    const stroke: OverlayItem = { kind: 'stroke', points, diameterPx, base, colour, erasing, keptOff };
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

function paint(
  context: ToolContext,
  points: readonly StrokePoint[],
  diameterPx: number,
  target: AreaRecord | null,
): void {
  const owner = ownerOf(context, target);
  if (owner === null) return;
  const newId = context.newId();
  const { rule } = context.neighbourWishes();
  const concerned = rule === 'free' ? [] : objectsConcerned(context, strokeBox(points, diameterPx), owner);
  const neighbours = { rule, concerned, bordering: concerned };
  const stroke = { points, diameterPx, neighbours, now: context.now() };
  const args = { ...stroke, target: target?.id ?? null, newId, labelId: owner.labelId };
  const diff = paintStroke(context.document(), args);
  if (diff.length === 0) {
    if (strokeAmong(context.document(), stroke)?.geometry === null) context.notify('takenByOthers');
    return;
  }
  context.commit('paint', diff);
  if (target === null) context.select([newId], 'replace');
}

/** `null` while there is no label. */
function ownerOf(context: ToolContext, target: AreaRecord | null): Owner | null {
  const label = context.label();
  return target ?? (label === null ? null : { labelId: label.id });
}

function geometriesKeptOff(context: ToolContext, box: PixelBox, owner: Owner | null): readonly AreaGeometry[] {
  if (owner === null || context.neighbourWishes().rule !== 'keepOff') return [];
  return objectsConcerned(context, box, owner).map(({ geometry }) => geometry);
}

/** From the selected objects; without a selection from all that the stroke meets. */
function erase(context: ToolContext, points: readonly StrokePoint[], diameterPx: number): void {
  const selected = selectedAreas(context);
  const annotations = selected.length > 0 ? selected : areasOf(context.meeting(strokeBox(points, diameterPx)));
  const ids = annotations.map(({ id }) => id);
  const diff = eraseStroke(context.document(), { points, diameterPx, ids, now: context.now() });
  if (diff.length > 0) context.commit('erase', diff);
}
