import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { endUnder } from './lineEnds.ts';
import { measuring } from './measuring.ts';

/**
 * Waits for the start of a line; from an end of one that is there it makes an angle with it. What was measured stays:
 * Escape clears it, Backspace takes the last one away.
 */
export function measureReady(context: ToolContext, hover: ToolPointer | null = null): ToolNode {
  const end = () => (hover === null ? null : endUnder(context, hover));
  const node: ToolNode = {
    tool: 'measure',
    hint: () => {
      if (context.measurements.list.length === 0) return 'measure';
      return end() === null ? 'measureAgain' : 'measureAngle';
    },
    cursor: () => 'crosshair',
    busy: false,
    overlay: () => {
      const found = end();
      return found === null ? [] : [{ kind: 'snap', point: found.point, onto: 'vertex' }];
    },
    pointerMove: (pointer) => measureReady(context, pointer),
    pointerLeave: () => measureReady(context),
    pointerDown: (pressed) => {
      const begin = { pressed, end: endUnder(context, pressed) };
      return measuring(context, begin, pressed, true, () => measureReady(context));
    },
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
