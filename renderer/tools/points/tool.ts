import LocateFixed from '@lucide/svelte/icons/locate-fixed';
import type { ToolDescription } from '../toolNode.ts';
import { pointsReady } from './ready.ts';

export const pointsTool: ToolDescription = {
  icon: LocateFixed,
  key: 'Y',
  draws: true,
  options: [],
  start: (context) => pointsReady(context),
};
