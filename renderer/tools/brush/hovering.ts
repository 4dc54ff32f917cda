import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { selectedAreas } from '../picking.ts';
import type { ToolContext, ToolHint, ToolNode, ToolPointer } from '../toolNode.ts';
import { type BrushTool, painting, strokePoint } from './painting.ts';

/** Waits for a stroke. `lineFrom` is the end of the last one: Shift-click draws a straight line from there. */
export function brushHovering(
  context: ToolContext,
  tool: BrushTool,
  lineFrom: ImagePoint | null = null,
  hover: ToolPointer | null = null,
): ToolNode {
  const node: ToolNode = {
    tool,
    hint: () => hintOf(context, tool),
    cursor: () => 'none',
    busy: false,
    overlay: () =>
      hover === null
        ? []
        : [
            {
              kind: 'brush',
              centre: hover.point,
              diameterPx: context.brushDiameterPx(),
              erasing: tool === 'eraser',
              lineFrom: hover.shift ? lineFrom : null,
            },
          ],
    pointerMove: (pointer) => brushHovering(context, tool, lineFrom, pointer),
    pointerLeave: () => brushHovering(context, tool, lineFrom),
    pointerDown: (pointer) => {
      if (tool === 'brush' && context.label() === null && selectedAreas(context).length !== 1) {
        context.notify('labelMissing');
        return node;
      }
      const point = strokePoint(pointer, context.brushDiameterPx());
      const start = pointer.shift && lineFrom !== null ? [{ ...point, ...lineFrom }, point] : [point];
      return painting(context, tool, start, {
        painted: (end) => brushHovering(context, tool, end),
        cancelled: () => brushHovering(context, tool, lineFrom),
      });
    },
  };
  return node;
}

function hintOf(context: ToolContext, tool: BrushTool): ToolHint {
  const { length } = selectedAreas(context);
  if (tool === 'eraser') return length > 0 ? 'eraserSelected' : 'eraser';
  if (length === 1) return 'brushIntoSelected';
  return context.label() === null ? 'labelMissing' : 'brush';
}
