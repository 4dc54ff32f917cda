import Slice from '@lucide/svelte/icons/slice';
import type { ToolDescription } from '../toolNode.ts';
import { splitReady } from './ready.ts';

export const splitTool: ToolDescription = {
  icon: Slice,
  key: 'C',
  draws: false,
  options: [],
  start: (context) => splitReady(context),
};
