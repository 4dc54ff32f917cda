import type { Geometry, PixelBox } from '../../app/geometry/geometry.ts';
import { geometryBox } from '../../app/geometry/measure.ts';
import { fitAmong, type NeighbourRule, type Neighbours, noNeighbours } from '../../app/model/commands/neighbours.ts';
import type { AnnotationId, LabelId } from '../../app/model/records.ts';
import type { ToolContext } from './toolNode.ts';

export const concernChoices = ['anyLabel', 'sameLabel'] as const;

/** How new shapes stand to the objects around them; the person's choice. */
export interface NeighbourWishes {
  readonly rule: NeighbourRule;
  /** Which objects the rule is about: all, or those of the same label. */
  readonly concerns: (typeof concernChoices)[number];
  /** Whether vertices snap to the outlines of other objects. */
  readonly snaps: boolean;
}

/** What a shape belongs to: its label, and the object that it changes where it is no new one. */
export interface Owner {
  readonly labelId: LabelId;
  readonly id?: AnnotationId;
}

/** The visible objects around a box, by the person's wishes. */
export function neighboursIn(context: ToolContext, box: PixelBox, owner: Owner): Neighbours {
  const { rule, concerns, snaps } = context.neighbourWishes();
  if (rule === 'free' && !snaps) return noNeighbours;
  const bordering = context.meeting(box).filter(({ id }) => id !== owner.id);
  const isConcerned = (labelId: LabelId) => concerns === 'anyLabel' || labelId === owner.labelId;
  return { rule, bordering, concerned: rule === 'free' ? [] : bordering.filter(({ labelId }) => isConcerned(labelId)) };
}

/** Vertices and runs that may be laid over each other anew for every move of the pointer. */
const MOST_PREVIEWED = 4000;

/** The shape as it will be, where that is quickly said; else as it is drawn. `null` where nothing will be left of it. */
export function previewAmong(context: ToolContext, geometry: Geometry, owner: Owner | null): Geometry | null {
  if (owner === null || context.neighbourWishes().rule !== 'keepOff') return geometry;
  const neighbours = neighboursIn(context, geometryBox(geometry), owner);
  const work = [geometry, ...neighbours.concerned.map((neighbour) => neighbour.geometry)].reduce(
    (sum, shape) => sum + lengthOf(shape),
    0,
  );
  if (work > MOST_PREVIEWED) return geometry;
  return fitAmong(geometry, { ...neighbours, bordering: [] }, context.document().image, 0).geometry;
}

function lengthOf(geometry: Geometry): number {
  if (geometry.kind === 'mask') return geometry.counts.length;
  return geometry.parts.reduce((sum, { outline, holes }) => sum + [outline, ...holes].flat().length / 2, 0);
}
