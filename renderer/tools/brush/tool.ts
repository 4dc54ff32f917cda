import Brush from '@lucide/svelte/icons/brush';
import Eraser from '@lucide/svelte/icons/eraser';
import type { ToolDescription } from '../toolNode.ts';
import { brushHovering } from './hovering.ts';

export const brushTool: ToolDescription = {
  icon: Brush,
  key: 'B',
  draws: true,
  options: ['brushSize', 'neighbours'],
  start: (context) => brushHovering(context, 'brush'),
};

export const eraserTool: ToolDescription = {
  icon: Eraser,
  key: 'E',
  draws: false,
  options: ['brushSize'],
  start: (context) => brushHovering(context, 'eraser'),
};
