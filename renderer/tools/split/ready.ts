import { snapMark } from '../snapping.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { drawingLine, linePoint } from './drawingLine.ts';

/** Waits for the first point of the line. */
export function splitReady(context: ToolContext, hover: ToolPointer | null = null): ToolNode {
  /** Without the mark of where the pointer was. */
  const atRest = (): ToolNode => (hover === null ? node : splitReady(context));
  const node: ToolNode = {
    tool: 'split',
    hint: () => (context.selection().size > 0 ? 'splitSelected' : 'split'),
    cursor: () => 'crosshair',
    busy: false,
    overlay: () => snapMark(context, hover),
    pointerMove: (pointer) => (context.neighbourWishes().snaps ? splitReady(context, pointer) : atRest()),
    pointerLeave: () => atRest(),
    pointerDown: (pointer) => drawingLine(context, [linePoint(context, pointer)], pointer, pointer, atRest),
  };
  return node;
}
