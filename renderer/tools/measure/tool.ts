import Ruler from '@lucide/svelte/icons/ruler';
import type { ToolDescription } from '../toolNode.ts';
import { measureReady } from './ready.ts';

export const measureTool: ToolDescription = {
  icon: Ruler,
  key: 'Q',
  draws: false,
  options: ['measurements'],
  start: (context) => measureReady(context),
};
