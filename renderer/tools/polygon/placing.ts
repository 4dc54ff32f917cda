import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { snapAt, snapMark } from '../snapping.ts';
import type { ToolContext, ToolHint, ToolKey, ToolNode, ToolPointer } from '../toolNode.ts';
import { canClose, closesAt, type Draft, withoutLastStep, withStep, withStepAgain } from './draft.ts';
import { draftOverlay } from './draftOverlay.ts';
import { finishDraft } from './finishDraft.ts';
import { closingStep, nextStep } from './nextStep.ts';
import { tracing } from './tracing.ts';

/** Back to the beginning, with the draft that redo would bring back. */
type Restart = (undone: Draft | null) => ToolNode;

/** Vertices are being placed; the button is up. `cursor` is `null` while the pointer is elsewhere. */
export function placing(context: ToolContext, draft: Draft, cursor: ToolPointer | null, restart: Restart): ToolNode {
  const closing = cursor !== null && closesAt(draft, cursor);
  return {
    tool: 'polygon',
    hint: () => hintOf(context, draft, cursor, closing),
    cursor: () => 'crosshair',
    busy: true,
    overlay: () => [
      ...draftOverlay(context, withWay(context, draft, cursor, closing), cursorPlace(context, cursor), closing),
      ...(closing ? [] : snapMark(context, cursor)),
    ],
    pointerMove: (pointer) => placing(context, draft, pointer, restart),
    pointerLeave: () => placing(context, draft, null, restart),
    pointerDown: (pointer) => {
      if (closesAt(draft, pointer)) return finished(context, withWay(context, draft, pointer, true), pointer, restart);
      return pressed(context, withStep(draft, nextStep(context, draft, pointer)), pointer, restart);
    },
    key: (key) => answerKey(context, draft, cursor, restart, key),
    leave: () => {
      if (canClose(draft)) finishDraft(context, draft);
    },
  };
}

/** The draft with the way along a neighbour that a press here would add before its vertex. */
function withWay(context: ToolContext, draft: Draft, cursor: ToolPointer | null, closing: boolean): Draft {
  if (cursor === null || !cursor.shift) return draft;
  const way = closing ? closingStep(context, draft, cursor) : nextStep(context, draft, cursor).slice(0, -2);
  return way.length === 0 ? draft : withStep(draft, way);
}

function cursorPlace(context: ToolContext, cursor: ToolPointer | null): ImagePoint | null {
  return cursor === null ? null : (snapAt(context, cursor)?.point ?? cursor.point);
}

function hintOf(context: ToolContext, draft: Draft, cursor: ToolPointer | null, closing: boolean): ToolHint {
  if (closing) return 'polygonClosing';
  if (cursor === null || snapAt(context, cursor) === null) return 'polygonPlacing';
  return withWay(context, draft, cursor, false) === draft ? 'polygonSnapped' : 'polygonFollowing';
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
