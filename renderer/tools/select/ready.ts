import { removeAnnotations } from '../../../app/model/commands/objects.ts';
import { pickObject } from '../picking.ts';
import { selectedPoints } from '../points/selectedPoints.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import type { ChosenHandle, Handles } from './handles.ts';
import { pointHandles } from './pointHandles.ts';
import { pressingObject } from './pressingObject.ts';
import { rubberBanding } from './rubberBanding.ts';
import { selectedPolygon } from './selectedPolygon.ts';
import { vertexHandles } from './vertexHandles.ts';

/** Waits for a press: on a handle of the one selected object, on an object, or beside everything. */
export function selectReady(
  context: ToolContext,
  chosen: ChosenHandle | null = null,
  hover: ToolPointer | null = null,
): ToolNode {
  return {
    tool: 'select',
    hint: () => handlesOf(context)?.hint ?? 'select',
    cursor: () => (hover === null ? null : handlesOf(context)?.cursorAt(hover)) ?? 'default',
    busy: false,
    overlay: () => handlesOf(context)?.marks(chosen, hover) ?? [],
    pointerMove: (pointer) => selectReady(context, chosen, pointer),
    pointerLeave: () => selectReady(context, chosen),
    pointerDown: (pointer) => press(context, pointer),
    key: (key) => (key === 'erase' ? eraseSelected(context, chosen) : null),
  };
}

/** `null` where not one object is selected, or it is a mask. */
function handlesOf(context: ToolContext): Handles | null {
  const polygon = selectedPolygon(context);
  if (polygon !== null) return vertexHandles(context, polygon);
  const points = selectedPoints(context);
  return points === null ? null : pointHandles(context, points);
}

function press(context: ToolContext, pointer: ToolPointer): ToolNode {
  const done = (chosen: ChosenHandle | null) => selectReady(context, chosen);
  const meansHandles = !pointer.shift && pointer.clicks === 1;
  const held = meansHandles ? handlesOf(context)?.press(pointer, done) : null;
  if (held) return held;
  const hit = pickObject(context, pointer);
  if (hit === null) return rubberBanding(context, pointer, pointer.point, () => done(null));
  if (pointer.clicks === 2 && !pointer.shift) {
    context.select([hit.id], 'replace');
    context.fit(hit);
    return selectReady(context);
  }
  return pressingObject(context, hit, pointer, () => done(null));
}

/** The chosen handle if there is one, else the selected objects. */
function eraseSelected(context: ToolContext, chosen: ChosenHandle | null): ToolNode | null {
  if (chosen !== null && handlesOf(context)?.eraseChosen(chosen)) return selectReady(context);
  const diff = removeAnnotations(context.document(), { ids: [...context.selection()] });
  if (diff.length === 0) return null;
  context.commit('deleteObjects', diff);
  context.select([], 'replace');
  return selectReady(context);
}
