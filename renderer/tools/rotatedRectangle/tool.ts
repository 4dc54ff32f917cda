import Diamond from '@lucide/svelte/icons/diamond';
import type { ToolDescription } from '../toolNode.ts';
import { rotatedRectangleReady } from './ready.ts';

export const rotatedRectangleTool: ToolDescription = {
  icon: Diamond,
  key: 'T',
  draws: true,
  options: ['neighbours', 'snapping'],
  start: (context) => rotatedRectangleReady(context),
};
