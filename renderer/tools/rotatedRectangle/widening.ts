import type { AreaGeometry } from '../../../app/geometry/geometry.ts';
import { rotatedRectangleRing, type Side, widthAt } from '../../../app/geometry/rotatedRectangle.ts';
import { clipGeometry } from '../../../app/geometry/transform.ts';
import { drawObject } from '../drawObject.ts';
import { previewAmong } from '../neighbourhood.ts';
import type { OverlayItem } from '../overlay.ts';
import { clickSlop } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { stepsBack } from './stepsBack.ts';

interface Continuation {
  readonly done: () => ToolNode;
  /** Back to the side, which then ends at the pointer again. */
  readonly sideAgain: (pointer: ToolPointer) => ToolNode;
}

/** The side stands; the pointer sets how far the rectangle reaches from it, and a click draws it. */
export function widening(context: ToolContext, side: Side, pointer: ToolPointer, then: Continuation): ToolNode {
  const finish = (last: ToolPointer): ToolNode => {
    if (!hasWidth(side, last)) {
      context.notify('widthMissing');
      return widening(context, side, last, then);
    }
    drawObject(context, 'drawRotatedRectangle', rectangle(side, last), 'outsideImage');
    return then.done();
  };
  return {
    tool: 'rotatedRectangle',
    hint: () => 'rotatedRectangleWidth',
    cursor: () => 'crosshair',
    busy: true,
    overlay: () => preview(context, side, pointer),
    pointerMove: (next) => widening(context, side, next, then),
    pointerUp: finish,
    key: (key) => {
      if (key === 'confirm') return finish(pointer);
      return stepsBack.has(key) ? then.sideAgain(pointer) : null;
    },
    leave: () => {
      if (hasWidth(side, pointer)) finish(pointer);
    },
  };
}

/** A second click where the side ends is no width. */
function hasWidth(side: Side, pointer: ToolPointer): boolean {
  return Math.abs(widthAt(side, pointer.point)) > clickSlop(pointer);
}

function rectangle(side: Side, { point }: ToolPointer): AreaGeometry {
  const outline = rotatedRectangleRing(side, widthAt(side, point));
  return { kind: 'polygon', parts: [{ outline, holes: [] }] };
}

function preview(context: ToolContext, side: Side, pointer: ToolPointer): OverlayItem[] {
  const colour = context.label()?.colour ?? '#ffffff';
  if (!hasWidth(side, pointer)) return [{ kind: 'line', points: [side.from, side.to], cursor: null, colour }];
  const label = context.label();
  const onImage = clipGeometry(rectangle(side, pointer), context.document().image);
  const owner = label === null ? null : { labelId: label.id };
  const geometry = onImage === null ? null : previewAmong(context, onImage, owner);
  return geometry === null ? [] : [{ kind: 'shape', geometry, colour }];
}
