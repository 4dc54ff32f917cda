import type { AnnotationRecord } from '../../../app/model/records.ts';
import { holdsSelected } from '../picking.ts';
import { hasMoved } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { movingObjects } from './movingObjects.ts';

/**
 * The pointer is down on an object: a click chooses it. A drag moves the selection if any of it lies under the pointer,
 * else the object.
 */
export function pressingObject(
  context: ToolContext,
  hit: AnnotationRecord,
  pressed: ToolPointer,
  done: () => ToolNode,
): ToolNode {
  const held = context.selection().has(hit.id) || holdsSelected(context, pressed);
  const node: ToolNode = {
    tool: 'select',
    hint: () => 'movingObjects',
    cursor: () => 'default',
    busy: true,
    overlay: () => [],
    pointerMove: (pointer) => {
      if (!hasMoved(pressed.point, pointer)) return node;
      if (!held) context.select([hit.id], pressed.shift ? 'add' : 'replace');
      return movingObjects(context, pressed.point, pointer.point, done);
    },
    pointerUp: () => {
      context.select([hit.id], pressed.shift ? 'toggle' : 'replace');
      return done();
    },
    key: (key) => (key === 'cancel' ? done() : null),
  };
  return node;
}
