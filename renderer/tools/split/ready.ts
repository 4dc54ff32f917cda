import type { ToolContext, ToolNode } from '../toolNode.ts';
import { drawingLine, roundedPoint } from './drawingLine.ts';

/** Waits for the first point of the line. */
export function splitReady(context: ToolContext): ToolNode {
  const node: ToolNode = {
    tool: 'split',
    hint: () => (context.selection().size > 0 ? 'splitSelected' : 'split'),
    cursor: () => 'crosshair',
    busy: false,
    overlay: () => [],
    pointerDown: (pointer) => drawingLine(context, [roundedPoint(pointer.point)], pointer, pointer, () => node),
  };
  return node;
}
