import { type DraggedBox, draggedBox } from '../../../app/geometry/draggedBox.ts';
import { clipGeometry } from '../../../app/geometry/transform.ts';
import { drawObject } from '../drawObject.ts';
import { previewAmong } from '../neighbourhood.ts';
import type { OverlayItem } from '../overlay.ts';
import { hasMoved } from '../reach.ts';
import { snapAt, snapMark } from '../snapping.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { type BoxShape, geometryOf } from './boxShape.ts';

/** The button is down; letting go draws the shape. The keys held last decide: Shift for a square, Alt from the centre. */
export function draggingBox(
  context: ToolContext,
  shape: BoxShape,
  pressed: ToolPointer,
  pointer: ToolPointer,
  done: () => ToolNode,
): ToolNode {
  return {
    tool: shape.tool,
    hint: () => 'draggingBox',
    cursor: () => 'crosshair',
    busy: true,
    overlay: () => preview(context, shape, pressed, pointer),
    pointerMove: (next) => draggingBox(context, shape, pressed, next, done),
    pointerUp: (last) => {
      if (spansBox(context, shape, pressed, last)) draw(context, shape, pressed, last);
      else context.notify('dragToDraw');
      return done();
    },
    key: (key) => (key === 'cancel' ? done() : null),
    leave: () => {
      if (spansBox(context, shape, pressed, pointer)) draw(context, shape, pressed, pointer);
    },
  };
}

/** Corners at which another object lies are taken exactly. */
function boxOf(context: ToolContext, shape: BoxShape, pressed: ToolPointer, pointer: ToolPointer): DraggedBox {
  const corners = [pressed, pointer].map((corner) => (shape.snaps ? snapAt(context, corner) : null)?.point ?? null);
  const [from, to] = [corners[0] ?? pressed.point, corners[1] ?? pointer.point];
  const exact = corners.filter((corner) => corner !== null);
  return draggedBox(from, to, { square: pointer.shift, fromCentre: pointer.alt }, exact);
}

/** A click, or a drag along one line, spans nothing. */
function spansBox(context: ToolContext, shape: BoxShape, pressed: ToolPointer, pointer: ToolPointer): boolean {
  const { left, top, right, bottom } = boxOf(context, shape, pressed, pointer);
  return hasMoved(pressed.point, pointer) && left < right && top < bottom;
}

function draw(context: ToolContext, shape: BoxShape, pressed: ToolPointer, pointer: ToolPointer): void {
  drawObject(context, shape.gesture, geometryOf(shape, boxOf(context, shape, pressed, pointer)), 'outsideImage');
}

function preview(context: ToolContext, shape: BoxShape, pressed: ToolPointer, pointer: ToolPointer): OverlayItem[] {
  const marks = shape.snaps ? snapMark(context, pointer) : [];
  if (!spansBox(context, shape, pressed, pointer)) return marks;
  const label = context.label();
  const onImage = clipGeometry(geometryOf(shape, boxOf(context, shape, pressed, pointer)), context.document().image);
  const owner = label === null ? null : { labelId: label.id };
  const geometry = onImage === null ? null : previewAmong(context, onImage, owner);
  return geometry === null ? marks : [{ kind: 'shape', geometry, colour: label?.colour ?? '#ffffff' }, ...marks];
}
