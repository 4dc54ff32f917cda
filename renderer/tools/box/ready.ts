import { snapMark } from '../snapping.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import type { BoxShape } from './boxShape.ts';
import { draggingBox } from './draggingBox.ts';

/** Waits for the press that is a corner of the box, or with Alt its centre. */
export function boxReady(context: ToolContext, shape: BoxShape, hover: ToolPointer | null = null): ToolNode {
  /** Without the mark of where the pointer was. */
  const atRest = (): ToolNode => (hover === null ? node : boxReady(context, shape));
  const node: ToolNode = {
    tool: shape.tool,
    hint: () => (context.label() === null ? 'labelMissing' : shape.startHint),
    cursor: () => 'crosshair',
    busy: false,
    overlay: () => (shape.snaps ? snapMark(context, hover) : []),
    pointerMove: (pointer) => (context.neighbourWishes().snaps ? boxReady(context, shape, pointer) : atRest()),
    pointerLeave: () => atRest(),
    pointerDown: (pointer) => {
      if (context.label() !== null) return draggingBox(context, shape, pointer, pointer, atRest);
      context.notify('labelMissing');
      return node;
    },
  };
  return node;
}
