import { type MeasuredLine, snappedEnd } from '../../../app/geometry/measuredLine.ts';
import { roundedPlace } from '../../../app/geometry/precision.ts';
import { hasMoved } from '../reach.ts';
import type { ToolContext, ToolKey, ToolNode, ToolPointer } from '../toolNode.ts';

/**
 * The line has its start. A drag is the whole line and is measured when it ends; after a click the next one ends it.
 * Shift holds the line to multiples of 45 degrees.
 */
export function measuring(
  context: ToolContext,
  start: ToolPointer,
  pointer: ToolPointer,
  isPressed: boolean,
  done: () => ToolNode,
): ToolNode {
  const spacing = context.document().image.pixelSpacing;
  const lineTo = (end: ToolPointer): MeasuredLine => {
    const line = { from: rounded(start), to: rounded(end) };
    return end.shift ? { ...line, to: snappedEnd(line, spacing) } : line;
  };
  const finish = (end: ToolPointer): ToolNode => {
    if (hasMoved(start.point, end)) context.measurements.add(lineTo(end));
    else context.notify('nothingMeasured');
    return done();
  };
  const answers: { readonly [K in ToolKey]: (() => ToolNode) | null } = {
    confirm: () => finish(pointer),
    cancel: done,
    erase: done,
    undo: done,
    redo: null,
  };
  return {
    tool: 'measure',
    hint: () => 'measuring',
    cursor: () => 'crosshair',
    busy: true,
    overlay: () => [{ kind: 'measurement', line: lineTo(pointer), spacing }],
    pointerMove: (next) => measuring(context, start, next, isPressed, done),
    pointerDown: finish,
    pointerUp: (last) => {
      if (!isPressed) return measuring(context, start, last, false, done);
      return hasMoved(start.point, last) ? finish(last) : measuring(context, start, last, false, done);
    },
    key: (key) => answers[key]?.() ?? null,
  };
}

/** A line may begin and end beside the image. */
function rounded({ point }: ToolPointer): MeasuredLine['from'] {
  return { x: roundedPlace(point.x), y: roundedPlace(point.y) };
}
