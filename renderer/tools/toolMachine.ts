import type { ToolKey, ToolNode, ToolPointer } from './toolNode.ts';

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
