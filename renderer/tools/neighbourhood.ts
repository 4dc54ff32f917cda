import { cutAway } from '../../app/geometry/cutAway.ts';
import type { AreaGeometry, PixelBox, PolygonGeometry } from '../../app/geometry/geometry.ts';
import { geometryBox } from '../../app/geometry/measure.ts';
import type { NeighbourRule, Neighbours } from '../../app/model/commands/neighbours.ts';
import { type AreaRecord, isArea } from '../../app/model/areas.ts';
import type { AnnotationId, LabelId } from '../../app/model/records.ts';
import { boxBetween } from './picking.ts';
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

/** The visible objects around a shape, by the person's wishes. */
export function neighboursOf(context: ToolContext, geometry: AreaGeometry, owner: Owner): Neighbours {
  const { rule, snaps } = context.neighbourWishes();
  const concerned = rule === 'free' ? [] : objectsConcerned(context, geometryBox(geometry), owner);
  if (geometry.kind === 'mask' || (rule === 'free' && !snaps)) return { rule, concerned, bordering: concerned };
  const along = objectsAlong(context, geometry).filter(({ id }) => id !== owner.id);
  return { rule, concerned, bordering: [...new Set([...concerned, ...along])] };
}

/** The visible objects in a box that the rule is about; points take no place from anyone. */
export function objectsConcerned(context: ToolContext, box: PixelBox, owner: Owner): readonly AreaRecord[] {
  const { concerns } = context.neighbourWishes();
  return context
    .meeting(box)
    .filter(isArea)
    .filter(({ id, labelId }) => id !== owner.id && (concerns === 'anyLabel' || labelId === owner.labelId));
}

/** What lies at an edge of the polygon; of a large one not what lies within. */
function objectsAlong(context: ToolContext, polygon: PolygonGeometry): readonly AreaRecord[] {
  const found = new Set<AreaRecord>();
  for (const { outline, holes } of polygon.parts) {
    for (const ring of [outline, ...holes]) {
      for (let index = 0; index < ring.length; index += 2) {
        const next = (index + 2) % ring.length;
        const from = { x: ring[index] as number, y: ring[index + 1] as number };
        const to = { x: ring[next] as number, y: ring[next + 1] as number };
        for (const annotation of context.meeting(boxBetween(from, to)).filter(isArea)) found.add(annotation);
      }
    }
  }
  return [...found];
}

/** Vertices and runs that may be laid over each other anew for every move of the pointer. */
const MOST_PREVIEWED = 1000;

/** The shape as it will be, where that is quickly said; else as it is drawn. `null` where nothing will be left of it. */
export function previewAmong(context: ToolContext, geometry: AreaGeometry, owner: Owner | null): AreaGeometry | null {
  if (owner === null || context.neighbourWishes().rule !== 'keepOff') return geometry;
  const others = objectsConcerned(context, geometryBox(geometry), owner).map((annotation) => annotation.geometry);
  const work = [geometry, ...others].reduce((sum, shape) => sum + lengthOf(shape), 0);
  return work > MOST_PREVIEWED ? geometry : cutAway(geometry, others, context.document().image);
}

function lengthOf(geometry: AreaGeometry): number {
  if (geometry.kind === 'mask') return geometry.counts.length;
  return geometry.parts.reduce((sum, { outline, holes }) => sum + [outline, ...holes].flat().length / 2, 0);
}
