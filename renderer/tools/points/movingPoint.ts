import { withMovedPoint } from '../../../app/geometry/points.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { changeGeometry } from '../../../app/model/commands/objects.ts';
import { colourOf } from '../picking.ts';
import { hasMoved, onImage } from '../reach.ts';
import { placeAt, snapMark } from '../snapping.ts';
import type { ToolContext, ToolNode, ToolPointer } from '../toolNode.ts';
import type { ToolId } from '../tools.ts';
import type { ChosenPoint, SelectedPoints } from './selectedPoints.ts';

interface HeldPoint {
  readonly tool: ToolId;
  readonly points: SelectedPoints;
  readonly index: number;
  /** Whether it snaps to outlines of other objects, where the person wishes that: for tools that show the choice. */
  readonly snaps: boolean;
}

/** A point follows the pointer, once it has left `start`, the place of the press; a mere press chooses it. */
export function movingPoint(
  context: ToolContext,
  held: HeldPoint,
  start: ImagePoint,
  done: (chosen: ChosenPoint | null) => ToolNode,
  moved: ToolPointer | null = null,
): ToolNode {
  const { tool, points, index, snaps } = held;
  const chosen = { annotationId: points.id, index };
  const placeOf = (pointer: ToolPointer) =>
    snaps ? placeAt(context, pointer, points.id) : onImage(pointer.point, context.document().image);
  const geometry = moved === null ? points.geometry : withMovedPoint(points.geometry, index, placeOf(moved));
  const node: ToolNode = {
    tool,
    hint: () => 'movingPoint',
    cursor: () => 'move',
    busy: true,
    hides: new Set([points.id]),
    overlay: () => [
      { kind: 'shape', geometry, colour: colourOf(context, points) },
      ...(snaps ? snapMark(context, moved, points.id) : []),
    ],
    pointerMove: (pointer) =>
      moved !== null || hasMoved(start, pointer) ? movingPoint(context, held, start, done, pointer) : node,
    pointerUp: () => {
      const { id } = points;
      if (moved !== null) {
        context.commit('movePoint', changeGeometry(context.document(), { id, geometry, now: context.now() }));
      }
      return done(chosen);
    },
    key: (key) => (key === 'cancel' ? done(chosen) : null),
  };
  return node;
}
