import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import type { OverlayItem } from '../overlay.ts';
import type { ToolContext } from '../toolNode.ts';
import { type Draft, draftRing } from './draft.ts';

/** A hole shows in white: it belongs to no label. */
const HOLE_COLOUR = '#ffffff';

export function draftOverlay(
  context: ToolContext,
  draft: Draft,
  cursor: ImagePoint | null,
  closing: boolean,
): readonly OverlayItem[] {
  const colour = draft.hole ? HOLE_COLOUR : (context.label()?.colour ?? HOLE_COLOUR);
  return [{ kind: 'draft', vertices: draftRing(draft), cursor, colour, closing }];
}
