import { snapMark } from '../snapping.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { drawingSide, sideEnd } from './drawingSide.ts';

/** Waits for the press where the first side begins. */
export function rotatedRectangleReady(context: ToolContext, hover: ToolPointer | null = null): ToolNode {
  /** Without the mark of where the pointer was. */
  const atRest = (): ToolNode => (hover === null ? node : rotatedRectangleReady(context));
  const node: ToolNode = {
    tool: 'rotatedRectangle',
    hint: () => (context.label() === null ? 'labelMissing' : 'rotatedRectangle'),
    cursor: () => 'crosshair',
    busy: false,
    overlay: () => snapMark(context, hover),
    pointerMove: (pointer) => (context.neighbourWishes().snaps ? rotatedRectangleReady(context, pointer) : atRest()),
    pointerLeave: () => atRest(),
    pointerDown: (pointer) => {
      if (context.label() !== null) return drawingSide(context, sideEnd(context, pointer), pointer, atRest);
      context.notify('labelMissing');
      return node;
    },
  };
  return node;
}
