import type { ToolContext, ToolNode } from '../toolNode.ts';
import { measuring } from './measuring.ts';

/** Waits for the start of a line. What was measured stays: Escape clears it, Backspace takes the last one away. */
export function measureReady(context: ToolContext): ToolNode {
  const node: ToolNode = {
    tool: 'measure',
    hint: () => (context.measurements.list.length === 0 ? 'measure' : 'measureAgain'),
    cursor: () => 'crosshair',
    busy: false,
    overlay: () => [],
    pointerDown: (pointer) => measuring(context, pointer, pointer, true, () => node),
    key: (key) => {
      if (context.measurements.list.length === 0) return null;
      if (key === 'cancel') context.measurements.clear();
      else if (key === 'erase') context.measurements.removeLast();
      else return null;
      return node;
    },
  };
  return node;
}
