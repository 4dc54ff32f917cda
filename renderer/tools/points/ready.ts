import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import { movingPoint } from './movingPoint.ts';
import { placingPoint } from './placingPoint.ts';
import { pointMarks } from './pointMarks.ts';
import { removePoint } from './removePoint.ts';
import { chosenIndex, type ChosenPoint, pointUnder, selectedPoints } from './selectedPoints.ts';

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
    overlay: () => {
      const points = selectedPoints(context);
      return points === null ? [] : pointMarks(context, points, chosen, hover);
    },
    pointerMove: (pointer) => pointsReady(context, chosen, pointer),
    pointerLeave: () => pointsReady(context, chosen),
    pointerDown: (pointer) => {
      const done = (next: ChosenPoint | null) => pointsReady(context, next, pointer);
      const points = selectedPoints(context);
      const index = points === null ? null : pointUnder(points, pointer);
      if (points !== null && index !== null) {
        return movingPoint(context, { tool: 'points', points, index, snaps: false }, pointer.point, done);
      }
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

/** Then the one before is chosen, so that the key takes back one after the other. */
function eraseChosen(context: ToolContext, chosen: ChosenPoint | null): ToolNode | null {
  const points = selectedPoints(context);
  const index = points === null ? null : chosenIndex(points, chosen);
  if (points === null || index === null) return null;
  const isLeft = removePoint(context, points, index);
  return pointsReady(context, isLeft ? { annotationId: points.id, index: Math.max(index - 1, 0) } : null);
}
