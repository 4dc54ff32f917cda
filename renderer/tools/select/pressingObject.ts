import { groupedWith } from '../../../app/model/groups.ts';
import type { AnnotationId, AnnotationRecord } from '../../../app/model/records.ts';
import { holdsSelected } from '../picking.ts';
import { hasMoved } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { movingObjects } from './movingObjects.ts';

/**
 * The pointer is down on an object: a click chooses it with its group, with Alt it alone. A drag moves the selection if any
 * of it lies under the pointer, else what a click would choose.
 */
export function pressingObject(
  context: ToolContext,
  hit: AnnotationRecord,
  pressed: ToolPointer,
  done: () => ToolNode,
): ToolNode {
  const held = context.selection().has(hit.id) || holdsSelected(context, pressed);
  const ids = idsMeant(context, hit, pressed);
  const node: ToolNode = {
    tool: 'select',
    hint: () => 'movingObjects',
    cursor: () => 'default',
    busy: true,
    overlay: () => [],
    pointerMove: (pointer) => {
      if (!hasMoved(pressed.point, pointer)) return node;
      if (!held) context.select(ids, pressed.shift ? 'add' : 'replace');
      return movingObjects(context, pressed.point, pointer.point, done);
    },
    pointerUp: () => {
      context.select(pressed.shift ? toggledWith(context, hit, ids) : ids, pressed.shift ? 'toggle' : 'replace');
      return done();
    },
    key: (key) => (key === 'cancel' ? done() : null),
  };
  return node;
}

/** Hidden objects of the group are left out. */
function idsMeant(context: ToolContext, hit: AnnotationRecord, { alt }: ToolPointer): readonly AnnotationId[] {
  if (alt || hit.groupId === null) return [hit.id];
  const { width, height } = context.document().image;
  return groupedWith(hit, context.meeting({ x: 0, y: 0, width, height })).map(({ id }) => id);
}

/** The objects that are as the one that was hit, so that a group comes or goes as a whole. */
function toggledWith(
  context: ToolContext,
  hit: AnnotationRecord,
  ids: readonly AnnotationId[],
): readonly AnnotationId[] {
  const selection = context.selection();
  return ids.filter((id) => selection.has(id) === selection.has(hit.id));
}
