import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { hasMoved, roundedPoint } from '../reach.ts';
import { snapAt, snapMark } from '../snapping.ts';
import type { ToolContext, ToolKey, ToolNode, ToolPointer } from '../toolNode.ts';
import { cutAlong } from './cutAlong.ts';

/** A line is white: it belongs to no label. */
const LINE_COLOUR = '#ffffff';

/** On an outline that is near, else under the pointer: a line may begin and end beside the image, to cut what lies at its border. */
export function linePoint(context: ToolContext, pointer: ToolPointer): ImagePoint {
  return snapAt(context, pointer)?.point ?? roundedPoint(pointer.point);
}

/**
 * The line grows. A drag at the beginning is the whole line and cuts when it ends; clicks place points until Enter or a
 * double click. `pressed` is where the button went down, `null` while it is up.
 */
export function drawingLine(
  context: ToolContext,
  points: readonly ImagePoint[],
  pressed: ToolPointer | null,
  pointer: ToolPointer,
  done: () => ToolNode,
): ToolNode {
  const finish = (line: readonly ImagePoint[], last: ToolPointer): ToolNode =>
    cutAlong(context, line, last) ? done() : drawingLine(context, line, null, last, done);
  const stepBack = (): ToolNode =>
    points.length < 2 ? done() : drawingLine(context, points.slice(0, -1), null, pointer, done);
  const answers: { readonly [K in ToolKey]: (() => ToolNode) | null } = {
    confirm: () => finish(points, pointer),
    cancel: done,
    erase: stepBack,
    undo: stepBack,
    redo: null,
  };
  return {
    tool: 'split',
    hint: () => 'splitLine',
    cursor: () => 'crosshair',
    busy: true,
    overlay: () => [
      { kind: 'line', points, cursor: snapAt(context, pointer)?.point ?? pointer.point, colour: LINE_COLOUR },
      ...snapMark(context, pointer),
    ],
    pointerMove: (next) => drawingLine(context, points, pressed, next, done),
    pointerDown: (next) => {
      const last = points.at(-1);
      if (next.clicks > 1 && last !== undefined && !hasMoved(last, next)) return finish(points, next);
      return drawingLine(context, [...points, linePoint(context, next)], next, next, done);
    },
    pointerUp: (last) => {
      if (pressed === null || !hasMoved(pressed.point, last)) return drawingLine(context, points, null, last, done);
      const line = [...points, linePoint(context, last)];
      return points.length === 1 ? finish(line, last) : drawingLine(context, line, null, last, done);
    },
    key: (key) => answers[key]?.() ?? null,
  };
}
