import { withoutPoint } from '../../../app/geometry/points.ts';
import { changeGeometry } from '../../../app/model/commands/objects.ts';
import type { OverlayItem } from '../overlay.ts';
import { colourOf } from '../picking.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { movingPoint } from './movingPoint.ts';
import { placingPoint } from './placingPoint.ts';
import { chosenIndex, type ChosenPoint, placeOf, pointUnder, selectedPoints } from './selectedPoints.ts';

/** Waits for a press: on a point of the selected object, or where its next one, or the first of a new one, is to be. */
export function pointsReady(
  context: ToolContext,
  chosen: ChosenPoint | null = null,
  hover: ToolPointer | null = null,
): ToolNode {
  const node: ToolNode = {
    tool: 'points',
    hint: () => {
      if (selectedPoints(context) !== null) return 'pointsSelected';
      return context.label() === null ? 'labelMissing' : 'points';
    },
    cursor: () => (hoveredIndex(context, hover) === null ? 'crosshair' : 'move'),
    busy: false,
    overlay: () => marks(context, chosen, hoveredIndex(context, hover)),
    pointerMove: (pointer) => pointsReady(context, chosen, pointer),
    pointerLeave: () => pointsReady(context, chosen),
    pointerDown: (pointer) => {
      const done = (next: ChosenPoint | null) => pointsReady(context, next, pointer);
      const points = selectedPoints(context);
      const index = points === null ? null : pointUnder(points, pointer);
      if (points !== null && index !== null) return movingPoint(context, { points, index }, pointer.point, done);
      if (points !== null || context.label() !== null) return placingPoint(context, points, pointer, done, chosen);
      context.notify('labelMissing');
      return node;
    },
    key: (key) => (key === 'erase' ? eraseChosen(context, chosen) : null),
  };
  return node;
}

function hoveredIndex(context: ToolContext, hover: ToolPointer | null): number | null {
  const points = selectedPoints(context);
  return points === null || hover === null ? null : pointUnder(points, hover);
}

function marks(context: ToolContext, chosen: ChosenPoint | null, hovered: number | null): OverlayItem[] {
  const points = selectedPoints(context);
  if (points === null) return [];
  const colour = colourOf(context, points);
  const mark = (index: number | null, look: 'hovered' | 'chosen'): OverlayItem[] => {
    const point = index === null ? null : placeOf(points, index);
    return point === null ? [] : [{ kind: 'point', point, colour, look }];
  };
  return [...mark(hovered, 'hovered'), ...mark(chosenIndex(points, chosen), 'chosen')];
}

/** Then the one before is chosen, so that the key takes back one after the other. */
function eraseChosen(context: ToolContext, chosen: ChosenPoint | null): ToolNode | null {
  const points = selectedPoints(context);
  const index = points === null ? null : chosenIndex(points, chosen);
  if (points === null || index === null) return null;
  const { id } = points;
  const geometry = withoutPoint(points.geometry, index);
  const diff = changeGeometry(context.document(), { id, geometry, now: context.now() });
  context.commit(geometry === null ? 'deleteObjects' : 'deletePoint', diff);
  if (geometry === null) context.select([], 'replace');
  return pointsReady(context, geometry === null ? null : { annotationId: id, index: Math.max(index - 1, 0) });
}
