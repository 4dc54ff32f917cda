import Ellipse from '@lucide/svelte/icons/ellipse';
import { ellipseRing } from '../../../app/geometry/ellipse.ts';
import { boxReady } from '../box/ready.ts';
import type { ToolDescription } from '../toolNode.ts';

export const ellipseTool: ToolDescription = {
  icon: Ellipse,
  key: 'L',
  draws: true,
  options: ['neighbours'],
  start: (context) =>
    boxReady(context, {
      tool: 'ellipse',
      startHint: 'ellipse',
      gesture: 'drawEllipse',
      ring: ellipseRing,
      snaps: false,
    }),
};
