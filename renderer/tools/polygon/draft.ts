import type { Ring } from '../../../app/geometry/geometry.ts';
import { smoothLine } from '../../../app/geometry/smoothLine.ts';
import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { distance, hasMoved, vertexReach } from '../reach.ts';
import type { ToolPointer } from '../toolNode.ts';

/** The outline under way. A step is what one undo takes back: one placed vertex, or one free-hand line. */
export interface Draft {
  readonly steps: readonly Ring[];
  /** Steps taken back, the last one first to return. */
  readonly undone: readonly Ring[];
  /** Whether it becomes a hole of the selected object. */
  readonly hole: boolean;
}

const FEWEST_VERTICES = 3;

export function emptyDraft(hole: boolean): Draft {
  return { steps: [], undone: [], hole };
}

export function draftRing(draft: Draft): Ring {
  return draft.steps.flat();
}

export function withStep(draft: Draft, step: Ring): Draft {
  return { ...draft, steps: [...draft.steps, step], undone: [] };
}

/** The draft with the last step longer by one vertex. */
export function withTracedPoint(draft: Draft, point: ImagePoint): Draft {
  const last = draft.steps.at(-1) ?? [];
  return { ...draft, steps: [...draft.steps.slice(0, -1), [...last, point.x, point.y]], undone: [] };
}

/** The draft with a last step that was traced by hand smoothed; no place of it moves further than the tolerance. */
export function withSmoothStep(draft: Draft, tolerancePx: number): Draft {
  const last = draft.steps.at(-1) ?? [];
  return { ...draft, steps: [...draft.steps.slice(0, -1), smoothLine(last, tolerancePx)] };
}

export function withoutLastStep(draft: Draft): Draft {
  const last = draft.steps.at(-1);
  return last === undefined ? draft : { ...draft, steps: draft.steps.slice(0, -1), undone: [...draft.undone, last] };
}

export function withStepAgain(draft: Draft): Draft {
  const step = draft.undone.at(-1);
  return step === undefined ? draft : { ...draft, steps: [...draft.steps, step], undone: draft.undone.slice(0, -1) };
}

export function canClose(draft: Draft): boolean {
  return draftRing(draft).length >= 2 * FEWEST_VERTICES;
}

/** Whether a press here closes the ring: on its first vertex, or twice on its last one. */
export function closesAt(draft: Draft, pointer: ToolPointer): boolean {
  if (!canClose(draft)) return false;
  const ring = draftRing(draft);
  const first = { x: ring[0] as number, y: ring[1] as number };
  if (distance(first, pointer.point) <= vertexReach(pointer)) return true;
  return pointer.clicks > 1 && !hasMoved(lastVertex(draft) ?? first, pointer);
}

export function lastVertex(draft: Draft): ImagePoint | null {
  const ring = draftRing(draft);
  return ring.length === 0 ? null : { x: ring.at(-2) as number, y: ring.at(-1) as number };
}
