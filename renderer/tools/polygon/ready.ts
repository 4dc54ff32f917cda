import { placeAt, snapMark } from '../snapping.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { type Draft, emptyDraft, withStep, withStepAgain } from './draft.ts';
import { placing, pressed } from './placing.ts';

/** Waits for the first vertex. `undone` is a draft that was taken back to its beginning and can return. */
export function polygonReady(
  context: ToolContext,
  undone: Draft | null = null,
  hover: ToolPointer | null = null,
): ToolNode {
  const restart = (draft: Draft | null) => polygonReady(context, draft);
  /** Without the mark of where the pointer was. */
  const atRest = (): ToolNode => (hover === null ? node : polygonReady(context, undone));
  const node: ToolNode = {
    tool: 'polygon',
    hint: () => {
      if (context.holeMode()) return 'polygonHoleStart';
      return context.label() === null ? 'labelMissing' : 'polygonStart';
    },
    cursor: () => 'crosshair',
    busy: false,
    overlay: () => snapMark(context, hover),
    pointerMove: (pointer) => (context.neighbourWishes().snaps ? polygonReady(context, undone, pointer) : atRest()),
    pointerLeave: () => atRest(),
    pointerDown: (pointer) => {
      const draft = firstVertex(context, pointer);
      return draft === null ? node : pressed(context, draft, pointer, restart);
    },
    key: (key) => (key === 'redo' && undone !== null ? placing(context, withStepAgain(undone), null, restart) : null),
  };
  return node;
}

function firstVertex(context: ToolContext, pointer: ToolPointer): Draft | null {
  const wantsHole = context.holeMode() || pointer.alt;
  if (wantsHole && context.selection().size !== 1) {
    context.notify('holeNeedsSelection');
    return null;
  }
  if (!wantsHole && context.label() === null) {
    context.notify('labelMissing');
    return null;
  }
  const { x, y } = placeAt(context, pointer);
  return withStep(emptyDraft(wantsHole), [x, y]);
}
