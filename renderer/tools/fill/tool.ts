import PaintBucket from '@lucide/svelte/icons/paint-bucket';
import type { ToolDescription } from '../toolNode.ts';
import { fillReady } from './ready.ts';

export const fillTool: ToolDescription = {
  icon: PaintBucket,
  key: 'G',
  draws: false,
  options: [],
  start: (context) => fillReady(context),
};
