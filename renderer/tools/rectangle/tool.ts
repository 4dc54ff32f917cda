import RectangleHorizontal from '@lucide/svelte/icons/rectangle-horizontal';
import { rectangleRing } from '../../../app/geometry/draggedBox.ts';
import { boxReady } from '../box/ready.ts';
import type { ToolDescription } from '../toolNode.ts';

export const rectangleTool: ToolDescription = {
  icon: RectangleHorizontal,
  key: 'M',
  draws: true,
  options: ['neighbours', 'snapping'],
  start: (context) =>
    boxReady(context, {
      tool: 'rectangle',
      startHint: 'rectangle',
      gesture: 'drawRectangle',
      ring: rectangleRing,
      snaps: true,
    }),
};
