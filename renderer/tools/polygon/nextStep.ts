import type { Ring } from '../../../app/geometry/geometry.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { borderBetween, placeAt } from '../snapping.ts';
import type { ToolContext, ToolPointer } from '../toolNode.ts';
import { type Draft, draftRing, lastVertex } from './draft.ts';

/** What a press adds: its vertex, and with Shift before it the border of the object on which it and the last one lie. */
export function nextStep(context: ToolContext, draft: Draft, pointer: ToolPointer): Ring {
  const place = placeAt(context, pointer);
  return [...wayTo(context, draft, place, pointer), place.x, place.y];
}

/** What a press that closes the ring adds: with Shift the border from the last vertex to the first. */
export function closingStep(context: ToolContext, draft: Draft, pointer: ToolPointer): Ring {
  const [x, y] = draftRing(draft);
  return x === undefined || y === undefined ? [] : wayTo(context, draft, { x, y }, pointer);
}

/** Alt takes the longer way round. */
function wayTo(context: ToolContext, draft: Draft, place: ImagePoint, pointer: ToolPointer): Ring {
  const last = lastVertex(draft);
  if (last === null || !pointer.shift || !context.neighbourWishes().snaps) return [];
  return borderBetween(context, last, place, pointer.alt ? 'longer' : 'shorter') ?? [];
}
