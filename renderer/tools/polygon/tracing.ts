import { distance, hasMoved, onImage } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { closesAt, type Draft, lastVertex, withSmoothStep, withTracedPoint } from './draft.ts';
import { draftOverlay } from './draftOverlay.ts';

/** CSS pixels between the vertices of a free-hand line; one that will be smoothed is followed more closely. */
const TRACE_SPACING = 5;
const FINE_TRACE_SPACING = 2;

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
      const spacing = context.smoothingPx() === null ? TRACE_SPACING : FINE_TRACE_SPACING;
      if (distance(last, point) < spacing * pointer.pixel) return node;
      return tracing(context, withTracedPoint(draft, point), start, then, true);
    },
    pointerUp: (pointer) => {
      if (!moved) return then.placed(draft, pointer);
      const smoothingPx = context.smoothingPx();
      const traced = smoothingPx === null ? draft : withSmoothStep(draft, smoothingPx * pointer.pixel);
      const closes = closesAt(traced, { ...pointer, clicks: 1 });
      return closes ? then.closed(traced, pointer) : then.placed(traced, pointer);
    },
    key: (key) => (key === 'cancel' ? then.cancelled() : null),
  };
  return node;
}
