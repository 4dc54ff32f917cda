import type { ToolNode } from '../toolNode.ts';

/** The canvas itself moves the view while this tool is chosen, as it does with Space or the middle button. */
export const panReady: ToolNode = {
  tool: 'pan',
  hint: () => 'pan',
  cursor: () => 'grab',
  busy: false,
  overlay: () => [],
};
