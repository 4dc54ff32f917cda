import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { boxBetween, objectsInBand } from '../picking.ts';
import { hasMoved } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';

/** A band from a press beside every object; a mere click clears the selection, with Shift the band adds to it. */
export function rubberBanding(
  context: ToolContext,
  pressed: ToolPointer,
  to: ImagePoint,
  done: () => ToolNode,
): ToolNode {
  const from = pressed.point;
  return {
    tool: 'select',
    hint: () => 'rubberBand',
    cursor: () => 'crosshair',
    busy: true,
    overlay: () => [{ kind: 'rubberBand', from, to }],
    pointerMove: (pointer) => rubberBanding(context, pressed, pointer.point, done),
    pointerUp: (pointer) => {
      const found = hasMoved(from, pointer) ? objectsInBand(context, boxBetween(from, pointer.point)) : [];
      const ids = found.map(({ id }) => id);
      context.select(ids, pressed.shift ? 'add' : 'replace');
      return done();
    },
    key: (key) => (key === 'cancel' ? done() : null),
  };
}
