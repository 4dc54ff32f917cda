import type { PolygonGeometry, Ring } from '../geometry.ts';
import { partsOfFaces } from './boundaries.ts';
import { judgeFaces } from './faces.ts';
import { emptyLattice, vertexAt } from './lattice.ts';
import { type FillRule, type KeepsPlace, membershipOf, type PartBoundaries } from './membership.ts';
import { type Segment, segmentBetween, splitSegments } from './segments.ts';

/**
 * Objects made of rings laid over each other: all edges are cut where they meet, every face between them is judged by
 * the objects that hold it, and the borders of what is kept are the result. Rings may cross and touch themselves and
 * each other in any way. Corners come back as they were given, crossings to 1/512 pixel.
 */

/** What loops enclose together. */
export interface Loops {
  readonly loops: readonly Ring[];
  readonly rule: FillRule;
}

export interface OverlaidPart {
  readonly outline: Loops;
  readonly holes: readonly Loops[];
}

/** Parts are united. */
export type OverlaidObject = readonly OverlaidPart[];

/** `null` where nothing is kept. */
export function overlay(objects: readonly OverlaidObject[], keeps: KeepsPlace): PolygonGeometry | null {
  const lattice = emptyLattice();
  const rules: FillRule[] = [];
  const segments: Segment[] = [];
  let edges = 0;
  const addLoops = ({ loops, rule }: Loops): number => {
    const boundary = rules.push(rule) - 1;
    for (const loop of loops) {
      const vertices = Array.from({ length: loop.length / 2 }, (_, index) =>
        vertexAt(lattice, loop[2 * index] as number, loop[2 * index + 1] as number),
      );
      vertices.forEach((from, index) => {
        const to = vertices[(index + 1) % vertices.length] as number;
        if (from !== to) segments.push(segmentBetween(lattice, from, to, boundary, edges++));
      });
    }
    return boundary;
  };
  const numbered = objects.map((object) =>
    object.map(({ outline, holes }): PartBoundaries => ({ outline: addLoops(outline), holes: holes.map(addLoops) })),
  );
  const faces = judgeFaces(lattice, splitSegments(lattice, segments), membershipOf(numbered, rules, keeps));
  const parts = partsOfFaces(lattice, faces);
  return parts.length === 0 ? null : { kind: 'polygon', parts };
}

/** Every ring by the even-odd rule, as polygons are filled. */
export function overlaidPolygon(polygon: PolygonGeometry): OverlaidObject {
  const odd = (ring: Ring): Loops => ({ loops: [ring], rule: 'odd' });
  return polygon.parts.map(({ outline, holes }) => ({ outline: odd(outline), holes: holes.map(odd) }));
}
