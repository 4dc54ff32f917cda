import { hasMoved } from './reach.ts';
import type { ToolHint, ToolNode, ToolPointer } from './toolNode.ts';
import type { ToolId } from './tools.ts';

/** A tool that acts where one clicks. */
interface ClickTool {
  readonly tool: ToolId;
  readonly hint: () => ToolHint;
  /** At the place of the press. */
  readonly act: (pressed: ToolPointer) => void;
}

/** Waits for a click: it counts when the button comes up in place; a drag or Escape does nothing. */
export function awaitingClick({ tool, hint, act }: ClickTool): ToolNode {
  const ready: ToolNode = {
    tool,
    hint,
    cursor: () => 'crosshair',
    busy: false,
    overlay: () => [],
    pointerDown: (pressed) => ({
      ...ready,
      busy: true,
      pointerUp: (pointer) => {
        if (!hasMoved(pressed.point, pointer)) act(pressed);
        return ready;
      },
      key: (key) => (key === 'cancel' ? ready : null),
    }),
  };
  return ready;
}
