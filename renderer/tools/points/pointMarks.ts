import type { OverlayItem } from '../overlay.ts';
import { colourOf } from '../picking.ts';
import type { ToolContext, ToolPointer } from '../toolNode.ts';
import { chosenIndex, type ChosenPoint, placeOf, pointUnder, type SelectedPoints } from './selectedPoints.ts';

/** Rings around the point under the pointer and the chosen one. */
export function pointMarks(
  context: ToolContext,
  points: SelectedPoints,
  chosen: ChosenPoint | null,
  hover: ToolPointer | null,
): OverlayItem[] {
  const colour = colourOf(context, points);
  const mark = (index: number | null, look: 'hovered' | 'chosen'): OverlayItem[] => {
    const point = index === null ? null : placeOf(points, index);
    return point === null ? [] : [{ kind: 'point', point, colour, look }];
  };
  const hovered = hover === null ? null : pointUnder(points, hover);
  return [...mark(hovered, 'hovered'), ...mark(chosenIndex(points, chosen), 'chosen')];
}
