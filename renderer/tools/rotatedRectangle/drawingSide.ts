import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { hasMoved, roundedPoint } from '../reach.ts';
import { snapAt, snapMark } from '../snapping.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { stepsBack } from './stepsBack.ts';
import { widening } from './widening.ts';

/** On an outline that is near, else under the pointer, which may be beside the image. */
export function sideEnd(context: ToolContext, pointer: ToolPointer): ImagePoint {
  return snapAt(context, pointer)?.point ?? roundedPoint(pointer.point);
}

/** The first side follows the pointer. It ends where the button is let go: of a drag, or of a click further on. */
export function drawingSide(context: ToolContext, from: ImagePoint, to: ToolPointer, done: () => ToolNode): ToolNode {
  const follow = (pointer: ToolPointer) => drawingSide(context, from, pointer, done);
  const node: ToolNode = {
    tool: 'rotatedRectangle',
    hint: () => 'rotatedRectangleSide',
    cursor: () => 'crosshair',
    busy: true,
    overlay: () => [
      { kind: 'line', points: [from], cursor: sideEnd(context, to), colour: context.label()?.colour ?? '#ffffff' },
      ...snapMark(context, to),
    ],
    pointerMove: follow,
    pointerUp: (pointer) => {
      if (!hasMoved(from, pointer)) return node;
      const side = { from, to: sideEnd(context, pointer) };
      if (side.from.x === side.to.x && side.from.y === side.to.y) return node;
      return widening(context, side, pointer, { done, sideAgain: follow });
    },
    key: (key) => (stepsBack.has(key) ? done() : null),
  };
  return node;
}
