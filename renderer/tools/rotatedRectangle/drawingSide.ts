import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { hasMoved } from '../reach.ts';
import type { ToolContext, ToolNode } from '../toolNode.ts';
import { stepsBack } from './stepsBack.ts';
import { widening } from './widening.ts';

/** The first side follows the pointer. It ends where the button is let go: of a drag, or of a click further on. */
export function drawingSide(context: ToolContext, from: ImagePoint, to: ImagePoint, done: () => ToolNode): ToolNode {
  const follow = (point: ImagePoint) => drawingSide(context, from, point, done);
  const node: ToolNode = {
    tool: 'rotatedRectangle',
    hint: () => 'rotatedRectangleSide',
    cursor: () => 'crosshair',
    busy: true,
    overlay: () => [{ kind: 'line', points: [from], cursor: to, colour: context.label()?.colour ?? '#ffffff' }],
    pointerMove: (pointer) => follow(pointer.point),
    pointerUp: (pointer) => {
      if (!hasMoved(from, pointer)) return node;
      const side = { from, to: pointer.point };
      return widening(context, side, pointer, { done, sideAgain: follow });
    },
    key: (key) => (stepsBack.has(key) ? done() : null),
  };
  return node;
}
