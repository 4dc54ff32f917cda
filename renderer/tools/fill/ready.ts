import { fillArea } from '../../../app/model/commands/fill.ts';
import { awaitingClick } from '../awaitingClick.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';

/** Waits for a click into a hole of the selected object, or into an area that objects enclose. */
export function fillReady(context: ToolContext): ToolNode {
  return awaitingClick({
    tool: 'fill',
    hint: () => (context.selection().size === 1 ? 'fill' : 'fillNeedsSelection'),
    act: (pressed) => fillAt(context, pressed),
  });
}

/** Objects that are hidden enclose nothing. */
function fillAt(context: ToolContext, { point }: ToolPointer): void {
  const [target, ...others] = context.selection();
  if (target === undefined || others.length > 0) {
    context.notify('fillNeedsSelection');
    return;
  }
  const document = context.document();
  if (document.annotations.get(target)?.geometry.kind === 'points') {
    context.notify('pointsHaveNoArea');
    return;
  }
  const borders = context.meeting({ x: 0, y: 0, width: document.image.width, height: document.image.height });
  const ids = borders.map(({ id }) => id);
  const diff = fillArea(document, { target, borders: ids, point, now: context.now() });
  if (diff.length === 0) context.notify('nothingToFill');
  else context.commit('fill', diff);
}
