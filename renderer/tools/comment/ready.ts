import { hasMoved, onImage } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';

/** Waits for a click at the place that a comment is about; its text is written there. */
export function commentReady(context: ToolContext): ToolNode {
  const node: ToolNode = {
    tool: 'comment',
    hint: () => 'comment',
    cursor: () => 'crosshair',
    busy: false,
    overlay: () => [],
    pointerDown: (pointer) => pressing(context, pointer, node),
  };
  return node;
}

/** The button is down: the click counts when it comes up in place; a drag or Escape pins nothing. */
function pressing(context: ToolContext, pressed: ToolPointer, ready: ToolNode): ToolNode {
  return {
    ...ready,
    busy: true,
    pointerUp: (pointer) => {
      if (!hasMoved(pressed.point, pointer)) context.beginComment(onImage(pressed.point, context.document().image));
      return ready;
    },
    key: (key) => (key === 'cancel' ? ready : null),
  };
}
