import { awaitingClick } from '../awaitingClick.ts';
import { onImage } from '../reach.ts';
import type { ToolContext, ToolNode } from '../toolNode.ts';

/** Waits for a click at the place that a comment is about; its text is written there. */
export function commentReady(context: ToolContext): ToolNode {
  return awaitingClick({
    tool: 'comment',
    hint: () => 'comment',
    act: ({ point }) => context.beginComment(onImage(point, context.document().image)),
  });
}
