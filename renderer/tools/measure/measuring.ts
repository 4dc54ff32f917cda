import { lengthPx, type MeasuredLine, snappedEnd } from '../../../app/geometry/measuredLine.ts';
import { roundedPlace } from '../../../app/geometry/precision.ts';
import { hasMoved } from '../reach.ts';
import type { ToolContext, ToolKey, ToolNode, ToolPointer } from '../toolNode.ts';
import type { LineEnd } from './lineEnds.ts';

interface LineBegin {
  readonly pressed: ToolPointer;
  /** Of another line: this one starts exactly there. */
  readonly end: LineEnd | null;
}

/**
 * The line has its start. A drag is the whole line and is measured when it ends; after a click the next one ends it.
 * Shift holds the line to multiples of 45 degrees.
 */
export function measuring(
  context: ToolContext,
  begin: LineBegin,
  pointer: ToolPointer,
  isPressed: boolean,
  done: () => ToolNode,
): ToolNode {
  const spacing = context.document().image.pixelSpacing;
  const { pressed, end: start } = begin;
  const lineTo = (end: ToolPointer): MeasuredLine => {
    const line = { from: start?.point ?? rounded(pressed), to: rounded(end), ...(start && { arm: start.arm }) };
    return end.shift ? { ...line, to: snappedEnd(line, spacing) } : line;
  };
  const finish = (end: ToolPointer): ToolNode => {
    const line = lineTo(end);
    if (hasMoved(pressed.point, end) && lengthPx(line) > 0) context.measurements.add(line);
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
    pointerMove: (next) => measuring(context, begin, next, isPressed, done),
    pointerDown: finish,
    pointerUp: (last) => {
      if (!isPressed) return measuring(context, begin, last, false, done);
      return hasMoved(pressed.point, last) ? finish(last) : measuring(context, begin, last, false, done);
    },
    key: (key) => answers[key]?.() ?? null,
  };
}

/** A line may begin and end beside the image. */
function rounded({ point }: ToolPointer): MeasuredLine['from'] {
  return { x: roundedPlace(point.x), y: roundedPlace(point.y) };
}
