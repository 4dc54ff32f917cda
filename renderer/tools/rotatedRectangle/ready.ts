import type { ToolContext, ToolNode } from '../toolNode.ts';
import { drawingSide } from './drawingSide.ts';

/** Waits for the press where the first side begins. */
export function rotatedRectangleReady(context: ToolContext): ToolNode {
  const node: ToolNode = {
    tool: 'rotatedRectangle',
    hint: () => (context.label() === null ? 'labelMissing' : 'rotatedRectangle'),
    cursor: () => 'crosshair',
    busy: false,
    overlay: () => [],
    pointerDown: (pointer) => {
      if (context.label() !== null) return drawingSide(context, pointer.point, pointer.point, () => node);
      context.notify('labelMissing');
      return node;
    },
  };
  return node;
}
