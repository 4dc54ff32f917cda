import type { Ring } from './geometry.ts';
import { signedRingArea } from './measure.ts';
import { roundedPlace } from './precision.ts';

/**
 * Rings cut along chords, by their order alone: a chord between two places of one ring makes two rings of it, a chord
 * between two rings makes one of them. Outlines run clockwise on screen and holes the other way, so a chord through the
 * object has the object on both sides.
 */

export interface Corner {
  readonly x: number;
  readonly y: number;
  /** Number of the crossing of ring and line that it is; `null` for any other vertex. */
  readonly crossing: number | null;
  /** The side of a chord that begins here: twice the chord's number, and one more on the way back. */
  readonly side: number | null;
}

export interface CutRing {
  readonly kind: 'outline' | 'hole';
  readonly corners: readonly Corner[];
}

/** From one crossing to another, through `between`. */
export interface Chord {
  readonly from: number;
  readonly to: number;
  readonly between: readonly Corner[];
}

/**
 * The rings after all cuts that part anything. A chord that has the same ring on both sides in the end, as one that only
 * joins a hole to the outline, is left out. `null` where none is left.
 */
export function cutRings(rings: readonly CutRing[], chords: readonly Chord[]): readonly CutRing[] | null {
  const ringOfSide = new Map<number, number>();
  cutAlong(rings, chords).forEach(({ corners }, ring) => {
    for (const { side } of corners) if (side !== null) ringOfSide.set(side, ring);
  });
  const parting = chords.filter((_, chord) => ringOfSide.get(2 * chord) !== ringOfSide.get(2 * chord + 1));
  return parting.length === 0 ? null : cutAlong(rings, parting);
}

function cutAlong(rings: readonly CutRing[], chords: readonly Chord[]): readonly CutRing[] {
  return chords.reduce(cutOnce, rings);
}

function cutOnce(rings: readonly CutRing[], chord: Chord, number: number): readonly CutRing[] {
  const first = startingAt(rings, chord.from);
  const second = startingAt(rings, chord.to);
  if (first === null || second === null) return rings;
  const others = rings.filter((ring) => ring !== first.ring && ring !== second.ring);
  const [start, ...rest] = first.corners as [Corner, ...Corner[]];
  const forth = [{ ...start, side: 2 * number }, ...chord.between];
  if (first.ring === second.ring) {
    const middle = rest.findIndex(({ crossing }) => crossing === chord.to);
    const end = rest[middle] as Corner;
    const back = [{ ...end, side: 2 * number + 1 }, ...chord.between.toReversed()];
    const pieces = [
      [start, ...rest.slice(0, middle), ...back],
      [end, ...rest.slice(middle + 1), ...forth],
    ];
    return [...others, ...pieces.map((corners) => ({ kind: kindOfPiece(first.ring, corners), corners }))];
  }
  const [end, ...endRest] = second.corners as [Corner, ...Corner[]];
  const back = [{ ...end, side: 2 * number + 1 }, ...chord.between.toReversed()];
  const kind = first.ring.kind === 'outline' || second.ring.kind === 'outline' ? 'outline' : 'hole';
  return [...others, { kind, corners: [start, ...rest, ...forth, end, ...endRest, ...back] }];
}

/** The ring that has the crossing, turned so that it starts there. */
function startingAt(
  rings: readonly CutRing[],
  crossing: number,
): { readonly ring: CutRing; readonly corners: readonly Corner[] } | null {
  for (const ring of rings) {
    const place = ring.corners.findIndex((corner) => corner.crossing === crossing);
    if (place >= 0) return { ring, corners: [...ring.corners.slice(place), ...ring.corners.slice(0, place)] };
  }
  return null;
}

/** What a cut within a hole leaves is the hole itself, which runs as it did, and an island, which runs the other way. */
function kindOfPiece({ kind }: CutRing, corners: readonly Corner[]): CutRing['kind'] {
  return kind === 'outline' || signedRingArea(ringOf(corners)) > 0 ? 'outline' : 'hole';
}

/** Crossings to a hundredth of a pixel; vertices that were there before as they were. */
export function ringOf(corners: readonly Corner[]): Ring {
  return corners.flatMap(({ x, y, crossing }) => (crossing === null ? [x, y] : [roundedPlace(x), roundedPlace(y)]));
}
