import { distance, hasMoved, onImage } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { closesAt, type Draft, lastVertex, withTracedPoint } from './draft.ts';
import { draftOverlay } from './draftOverlay.ts';

/** CSS pixels between the vertices of a free-hand line. */
const TRACE_SPACING = 5;

interface Continuation {
  readonly placed: (draft: Draft, cursor: ToolPointer) => ToolNode;
  readonly closed: (draft: Draft, cursor: ToolPointer) => ToolNode;
  readonly cancelled: () => ToolNode;
}

/** The button is down: a drag leaves a free-hand line, a click has placed one vertex. */
export function tracing(
  context: ToolContext,
  draft: Draft,
  start: ToolPointer,
  then: Continuation,
  moved = false,
): ToolNode {
  const node: ToolNode = {
    tool: 'polygon',
    hint: () => (moved ? 'polygonTracing' : 'polygonPlacing'),
    cursor: () => 'crosshair',
    busy: true,
    overlay: () => draftOverlay(context, draft, null, false),
    pointerMove: (pointer) => {
      const last = lastVertex(draft);
      if (last === null || (!moved && !hasMoved(start.point, pointer))) return node;
      const point = onImage(pointer.point, context.document().image);
      if (distance(last, point) < TRACE_SPACING * pointer.pixel) return node;
      return tracing(context, withTracedPoint(draft, point), start, then, true);
    },
    pointerUp: (pointer) => {
      const closes = moved && closesAt(draft, { ...pointer, clicks: 1 });
      return closes ? then.closed(draft, pointer) : then.placed(draft, pointer);
    },
    key: (key) => (key === 'cancel' ? then.cancelled() : null),
  };
  return node;
}
