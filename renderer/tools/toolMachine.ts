import { brushHovering } from './brush/hovering.ts';
import { panReady } from './pan/ready.ts';
import { polygonReady } from './polygon/ready.ts';
import { selectReady } from './select/ready.ts';
import type { ToolContext, ToolId, ToolKey, ToolNode, ToolPointer } from './toolNode.ts';

/** The state in which every tool starts. */
export const tools: { readonly [T in ToolId]: (context: ToolContext) => ToolNode } = {
  select: (context) => selectReady(context),
  polygon: (context) => polygonReady(context),
  brush: (context) => brushHovering(context, 'brush'),
  eraser: (context) => brushHovering(context, 'eraser'),
  pan: () => panReady,
};

export type ToolEvent =
  | { readonly kind: 'pointerDown' | 'pointerMove' | 'pointerUp'; readonly pointer: ToolPointer }
  | { readonly kind: 'pointerLeave' }
  | { readonly kind: 'key'; readonly key: ToolKey };

/** The state after an event; `null` where the state has no answer to it. */
export function nextNode(node: ToolNode, event: ToolEvent): ToolNode | null {
  if (event.kind === 'key') return node.key?.(event.key) ?? null;
  if (event.kind === 'pointerLeave') return node.pointerLeave?.() ?? null;
  return node[event.kind]?.(event.pointer) ?? null;
}
