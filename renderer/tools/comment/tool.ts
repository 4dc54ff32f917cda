import MessageSquarePlus from '@lucide/svelte/icons/message-square-plus';
import type { ToolDescription } from '../toolNode.ts';
import { commentReady } from './ready.ts';

export const commentTool: ToolDescription = {
  icon: MessageSquarePlus,
  key: 'I',
  draws: false,
  options: [],
  start: (context) => commentReady(context),
};
