import type { ToolContext, ToolNode } from '../toolNode.ts';
import type { BoxShape } from './boxShape.ts';
import { draggingBox } from './draggingBox.ts';

/** Waits for the press that is a corner of the box, or with Alt its centre. */
export function boxReady(context: ToolContext, shape: BoxShape): ToolNode {
  const node: ToolNode = {
    tool: shape.tool,
    hint: () => (context.label() === null ? 'labelMissing' : shape.startHint),
    cursor: () => 'crosshair',
    busy: false,
    overlay: () => [],
    pointerDown: (pointer) => {
      if (context.label() !== null) return draggingBox(context, shape, pointer, pointer, () => node);
      context.notify('labelMissing');
      return node;
    },
  };
  return node;
}
