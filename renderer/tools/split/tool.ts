import Slice from '@lucide/svelte/icons/slice';
import type { ToolDescription } from '../toolNode.ts';
import { splitReady } from './ready.ts';

export const splitTool: ToolDescription = {
  icon: Slice,
  key: 'C',
  draws: false,
  options: ['snapping'],
  start: (context) => splitReady(context),
};
