import { onImage } from '../reach.ts';
import type { ToolContext, ToolKey, ToolNode, ToolPointer } from '../toolNode.ts';
import { canClose, closesAt, type Draft, withoutLastStep, withStep, withStepAgain } from './draft.ts';
import { draftOverlay } from './draftOverlay.ts';
import { finishDraft } from './finishDraft.ts';
import { tracing } from './tracing.ts';

/** Back to the beginning, with the draft that redo would bring back. */
type Restart = (undone: Draft | null) => ToolNode;

/** Vertices are being placed; the button is up. `cursor` is `null` while the pointer is elsewhere. */
export function placing(context: ToolContext, draft: Draft, cursor: ToolPointer | null, restart: Restart): ToolNode {
  const closing = cursor !== null && closesAt(draft, cursor);
  return {
    tool: 'polygon',
    hint: () => (closing ? 'polygonClosing' : 'polygonPlacing'),
    cursor: () => 'crosshair',
    busy: true,
    overlay: () => draftOverlay(context, draft, cursor?.point ?? null, closing),
    pointerMove: (pointer) => placing(context, draft, pointer, restart),
    pointerLeave: () => placing(context, draft, null, restart),
    pointerDown: (pointer) => {
      if (closesAt(draft, pointer)) return finished(context, draft, pointer, restart);
      const { x, y } = onImage(pointer.point, context.document().image);
      return pressed(context, withStep(draft, [x, y]), pointer, restart);
    },
    key: (key) => answerKey(context, draft, cursor, restart, key),
    leave: () => {
      if (canClose(draft)) finishDraft(context, draft);
    },
  };
}

/** The button has gone down and placed a vertex: a drag makes it a free-hand line. */
export function pressed(context: ToolContext, draft: Draft, pointer: ToolPointer, restart: Restart): ToolNode {
  return tracing(context, draft, pointer, {
    placed: (traced, cursor) => placing(context, traced, cursor, restart),
    closed: (traced, cursor) => finished(context, traced, cursor, restart),
    cancelled: () => restart(null),
  });
}

function answerKey(
  context: ToolContext,
  draft: Draft,
  cursor: ToolPointer | null,
  restart: Restart,
  key: ToolKey,
): ToolNode {
  const stepBack = () => {
    const shorter = withoutLastStep(draft);
    return shorter.steps.length === 0 ? restart(shorter) : placing(context, shorter, cursor, restart);
  };
  const answers: { readonly [K in ToolKey]: () => ToolNode } = {
    confirm: () => finished(context, draft, cursor, restart),
    cancel: () => restart(null),
    erase: stepBack,
    undo: stepBack,
    redo: () => placing(context, withStepAgain(draft), cursor, restart),
  };
  return answers[key]();
}

function finished(context: ToolContext, draft: Draft, cursor: ToolPointer | null, restart: Restart): ToolNode {
  return finishDraft(context, draft) ? restart(null) : placing(context, draft, cursor, restart);
}
