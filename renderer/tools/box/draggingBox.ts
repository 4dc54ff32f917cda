import { draggedBox } from '../../../app/geometry/draggedBox.ts';
import { clipGeometry } from '../../../app/geometry/transform.ts';
import { drawObject } from '../drawObject.ts';
import type { OverlayItem } from '../overlay.ts';
import { hasMoved } from '../reach.ts';
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
      if (spansBox(pressed, last)) draw(context, shape, pressed, last);
      else context.notify('dragToDraw');
      return done();
    },
    key: (key) => (key === 'cancel' ? done() : null),
    leave: () => {
      if (spansBox(pressed, pointer)) draw(context, shape, pressed, pointer);
    },
  };
}

function boxOf(pressed: ToolPointer, pointer: ToolPointer) {
  return draggedBox(pressed.point, pointer.point, { square: pointer.shift, fromCentre: pointer.alt });
}

/** A click, or a drag along one line, spans nothing. */
function spansBox(pressed: ToolPointer, pointer: ToolPointer): boolean {
  const { left, top, right, bottom } = boxOf(pressed, pointer);
  return hasMoved(pressed.point, pointer) && left < right && top < bottom;
}

function draw(context: ToolContext, shape: BoxShape, pressed: ToolPointer, pointer: ToolPointer): void {
  drawObject(context, shape.gesture, geometryOf(shape, boxOf(pressed, pointer)), 'outsideImage');
}

function preview(context: ToolContext, shape: BoxShape, pressed: ToolPointer, pointer: ToolPointer): OverlayItem[] {
  if (!spansBox(pressed, pointer)) return [];
  const geometry = clipGeometry(geometryOf(shape, boxOf(pressed, pointer)), context.document().image);
  return geometry === null ? [] : [{ kind: 'shape', geometry, colour: context.label()?.colour ?? '#ffffff' }];
}
