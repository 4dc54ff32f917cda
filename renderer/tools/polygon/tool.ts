import Pentagon from '@lucide/svelte/icons/pentagon';
import type { ToolDescription } from '../toolNode.ts';
import { polygonReady } from './ready.ts';

export const polygonTool: ToolDescription = {
  icon: Pentagon,
  key: 'P',
  draws: true,
  options: ['holes', 'smoothing', 'neighbours', 'snapping'],
  start: (context) => polygonReady(context),
};
