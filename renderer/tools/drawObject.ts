import type { Geometry } from '../../app/geometry/geometry.ts';
import { addAnnotation } from '../../app/model/commands/objects.ts';
import type { Gesture, ToolContext, ToolNotice } from './toolNode.ts';

/** A new object of the chosen label, which is then selected. False where nothing came of it: the person is told. */
export function drawObject(
  context: ToolContext,
  gesture: Gesture,
  geometry: Geometry,
  offImageNotice: ToolNotice,
): boolean {
  const label = context.label();
  if (label === null) {
    context.notify('labelMissing');
    return false;
  }
  const id = context.newId();
  const diff = addAnnotation(context.document(), { id, labelId: label.id, geometry, now: context.now() });
  if (diff.length === 0) {
    context.notify(offImageNotice);
    return false;
  }
  context.commit(gesture, diff);
  context.select([id], 'replace');
  return true;
}
