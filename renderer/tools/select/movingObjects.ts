import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { translateGeometry } from '../../../app/geometry/transform.ts';
import { moveAnnotations, shiftInside } from '../../../app/model/commands/objects.ts';
import type { OverlayItem } from '../overlay.ts';
import { colourOf } from '../picking.ts';
import type { ToolContext, ToolNode } from '../toolNode.ts';

/** The selected objects follow the pointer, no further than to the border of the image. */
export function movingObjects(
  context: ToolContext,
  start: ImagePoint,
  current: ImagePoint,
  done: () => ToolNode,
): ToolNode {
  const ids = [...context.selection()];
  const shift = { ids, dx: current.x - start.x, dy: current.y - start.y };
  return {
    tool: 'select',
    hint: () => 'movingObjects',
    cursor: () => 'move',
    busy: true,
    hides: new Set(ids),
    overlay: () => movedShapes(context, shift),
    pointerMove: (pointer) => movingObjects(context, start, pointer.point, done),
    pointerUp: () => {
      context.commit('moveObjects', moveAnnotations(context.document(), { ...shift, now: context.now() }));
      return done();
    },
    key: (key) => (key === 'cancel' ? done() : null),
  };
}

function movedShapes(
  context: ToolContext,
  shift: { readonly ids: readonly string[]; readonly dx: number; readonly dy: number },
): OverlayItem[] {
  const document = context.document();
  const { dx, dy } = shiftInside(document, shift);
  return shift.ids.flatMap((id): OverlayItem[] => {
    const annotation = document.annotations.get(id);
    if (annotation === undefined) return [];
    const geometry = translateGeometry(annotation.geometry, dx, dy);
    return [{ kind: 'shape', geometry, colour: colourOf(context, annotation) }];
  });
}
