import type { SegmentUse } from './segments.ts';

/** Closed loops whose windings are added up: what they enclose an odd number of times, or more often to the left. */
export type FillRule = 'odd' | 'positive';

const fills: { readonly [R in FillRule]: (winding: number) => boolean } = {
  odd: (winding) => winding % 2 !== 0,
  positive: (winding) => winding > 0,
};

/** One part of an object, by the numbers of its boundaries: inside of its outline and of none of its holes. */
export interface PartBoundaries {
  readonly outline: number;
  readonly holes: readonly number[];
}

/** Whether a place belongs to the result, by how many of the objects hold it. */
export type KeepsPlace = (isInFirst: boolean, others: number) => boolean;

/** Where one stands while walking over the plane, kept up to date from one face to the next. */
export interface Membership {
  /** Over a segment from its left side to its right, or back. */
  cross(uses: readonly SegmentUse[], towards: 'left' | 'right'): void;
  isKept(): boolean;
}

/** Starts outside of everything. `rules` has one for each boundary. */
export function membershipOf(
  objects: readonly (readonly PartBoundaries[])[],
  rules: readonly FillRule[],
  keeps: KeepsPlace,
): Membership {
  const windings = rules.map(() => 0);
  const parts = objects.flatMap((object, owner) => object.map((part) => ({ ...part, owner })));
  const partOf = new Array<number>(rules.length).fill(0);
  const isHole = new Array<boolean>(rules.length).fill(false);
  parts.forEach(({ outline, holes }, part) => {
    for (const boundary of [outline, ...holes]) partOf[boundary] = part;
    for (const boundary of holes) isHole[boundary] = true;
  });
  const inOutline = parts.map(() => false);
  const holesAround = parts.map(() => 0);
  const partsAround = objects.map(() => 0);
  let objectsAround = 0;

  function isInPart(part: number): boolean {
    return inOutline[part] === true && holesAround[part] === 0;
  }

  function turn(boundary: number, step: number): void {
    const before = windings[boundary] as number;
    const fill = fills[rules[boundary] as FillRule];
    windings[boundary] = before + step;
    if (fill(before) === fill(before + step)) return;
    const part = partOf[boundary] as number;
    const wasInPart = isInPart(part);
    if (isHole[boundary] === true) holesAround[part] = (holesAround[part] as number) + (fill(before) ? -1 : 1);
    else inOutline[part] = !fill(before);
    if (isInPart(part) === wasInPart) return;
    const owner = parts[part]?.owner ?? 0;
    const around = partsAround[owner] as number;
    partsAround[owner] = around + (wasInPart ? -1 : 1);
    if (around === 0) objectsAround += 1;
    if (partsAround[owner] === 0) objectsAround -= 1;
  }

  return {
    cross: (uses, towards) => {
      for (const { boundary, direction } of uses) turn(boundary, towards === 'left' ? direction : -direction);
    },
    isKept: () => {
      const isInFirst = (partsAround[0] ?? 0) > 0;
      return keeps(isInFirst, objectsAround - (isInFirst ? 1 : 0));
    },
  };
}
