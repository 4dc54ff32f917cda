import { movingPoint } from '../points/movingPoint.ts';
import { pointMarks } from '../points/pointMarks.ts';
import { removePoint } from '../points/removePoint.ts';
import { chosenIndex, type ChosenPoint, pointUnder, type SelectedPoints } from '../points/selectedPoints.ts';
import type { ToolContext } from '../toolNode.ts';
import type { ChosenHandle, Handles } from './handles.ts';

/** Every point of the selected object; between them there is nothing of it. */
export function pointHandles(context: ToolContext, points: SelectedPoints): Handles {
  return {
    hint: 'selectPoints',
    cursorAt: (pointer) => (pointUnder(points, pointer) === null ? 'default' : 'move'),
    marks: (chosen, hover) => pointMarks(context, points, pointOf(chosen), hover),
    press: (pointer, done) => {
      const index = pointUnder(points, pointer);
      if (index === null) return null;
      if (!pointer.alt) {
        return movingPoint(context, { tool: 'select', points, index, snaps: true }, pointer.point, done);
      }
      removePoint(context, points, index);
      return done(null);
    },
    eraseChosen: (chosen) => {
      const index = chosenIndex(points, pointOf(chosen));
      if (index !== null) removePoint(context, points, index);
      return index !== null;
    },
  };
}

function pointOf(chosen: ChosenHandle | null): ChosenPoint | null {
  return chosen !== null && 'index' in chosen ? chosen : null;
}
