import type { CutLine } from '../../../app/geometry/cutLine.ts';
import { isSimpleLine } from '../../../app/geometry/simpleRing.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { countNewPieces, objectsSplitBy, splitAnnotations } from '../../../app/model/commands/split.ts';
import type { AnnotationId } from '../../../app/model/records.ts';
import { boxBetween, selectedAreas } from '../picking.ts';
import { clickSlop, distance } from '../reach.ts';
import type { ToolContext, ToolPointer } from '../toolNode.ts';

/**
 * Splits the selected objects, or without a selection whatever the line cuts through. False where the line is none yet
 * and goes on.
 */
export function cutAlong(context: ToolContext, placed: readonly ImagePoint[], pointer: ToolPointer): boolean {
  const points = placed.filter(({ x, y }, index) => x !== placed[index - 1]?.x || y !== placed[index - 1]?.y);
  const line = points.flatMap(({ x, y }) => [x, y]);
  if (points.length < 2 || !isSimpleLine(line)) {
    context.notify(points.length < 2 ? 'lineTooShort' : 'lineCrosses');
    return false;
  }
  const hasSelection = context.selection().size > 0;
  const ids = hasSelection ? [...context.selection()] : idsAlong(context, points);
  const objects = objectsSplitBy(context.document(), { ids, line: withLongerEnds(points, clickSlop(pointer)) });
  if (objects.length === 0) {
    const onlyPoints = hasSelection && selectedAreas(context).length === 0;
    context.notify(onlyPoints ? 'pointsHaveNoArea' : hasSelection ? 'selectionNotCut' : 'nothingCut');
    return true;
  }
  const newIds = Array.from({ length: countNewPieces(objects) }, () => context.newId());
  context.commit('split', splitAnnotations({ objects, newIds, now: context.now() }));
  if (hasSelection) context.select(newIds, 'add');
  return true;
}

function idsAlong(context: ToolContext, points: readonly ImagePoint[]): AnnotationId[] {
  const ids = points
    .slice(1)
    .flatMap((point, index) => context.meeting(boxBetween(points[index] as ImagePoint, point)));
  return [...new Set(ids.map(({ id }) => id))];
}

/** A hand stops on the border of an object, not behind it: both ends go on for a few pixels of the screen. */
function withLongerEnds(points: readonly ImagePoint[], lengthPx: number): CutLine {
  const ahead = (from: ImagePoint, to: ImagePoint): ImagePoint => {
    const share = lengthPx / Math.max(distance(from, to), Number.MIN_VALUE);
    return { x: to.x + share * (to.x - from.x), y: to.y + share * (to.y - from.y) };
  };
  const [first, second] = points as [ImagePoint, ImagePoint];
  const [beforeLast, last] = points.slice(-2) as [ImagePoint, ImagePoint];
  return [ahead(second, first), ...points.slice(1, -1), ahead(beforeLast, last)].flatMap(({ x, y }) => [x, y]);
}
