import MousePointer2 from '@lucide/svelte/icons/mouse-pointer-2';
import type { ToolDescription } from '../toolNode.ts';
import { selectReady } from './ready.ts';

export const selectTool: ToolDescription = {
  icon: MousePointer2,
  key: 'V',
  draws: false,
  options: ['neighbours', 'snapping'],
  start: (context) => selectReady(context),
};
