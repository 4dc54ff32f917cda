import { pointCount, pointsOf, withPoint } from '../../../app/geometry/points.ts';
import { addAnnotation, changeGeometry } from '../../../app/model/commands/objects.ts';
import { noHiddenObjects } from '../overlay.ts';
import { colourOf } from '../picking.ts';
import { roundedPoint } from '../reach.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import type { ChosenPoint, SelectedPoints } from './selectedPoints.ts';

/** The button is down: the new point follows the pointer until it comes up. `points` is `null` for a new object. */
export function placingPoint(
  context: ToolContext,
  points: SelectedPoints | null,
  pointer: ToolPointer,
  done: (chosen: ChosenPoint | null) => ToolNode,
  before: ChosenPoint | null,
): ToolNode {
  const place = roundedPoint(pointer.point);
  const geometry = points === null ? pointsOf([place]) : withPoint(points.geometry, place);
  const colour = points === null ? (context.label()?.colour ?? '#ffffff') : colourOf(context, points);
  const finish = (): ToolNode => {
    if (!isOnImage(context, place)) {
      context.notify('pointOutside');
      return done(before);
    }
    const [document, now] = [context.document(), context.now()];
    if (points !== null) {
      context.commit('addPoint', changeGeometry(document, { id: points.id, geometry, now }));
      return done({ annotationId: points.id, index: pointCount(geometry) - 1 });
    }
    const [label, id] = [context.label(), context.newId()];
    if (label === null) return done(null);
    context.commit('addPoint', addAnnotation(document, { id, labelId: label.id, geometry, now }));
    context.select([id], 'replace');
    return done({ annotationId: id, index: 0 });
  };
  return {
    tool: 'points',
    hint: () => 'placingPoint',
    cursor: () => 'crosshair',
    busy: true,
    hides: points === null ? noHiddenObjects : new Set([points.id]),
    overlay: () => [{ kind: 'shape', geometry, colour }],
    pointerMove: (moved) => placingPoint(context, points, moved, done, before),
    pointerUp: finish,
    key: (key) => (key === 'cancel' ? done(before) : null),
  };
}

function isOnImage(context: ToolContext, { x, y }: ToolPointer['point']): boolean {
  const { width, height } = context.document().image;
  return x >= 0 && y >= 0 && x <= width && y <= height;
}
