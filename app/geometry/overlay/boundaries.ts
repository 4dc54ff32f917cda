import type { PolygonPart, Ring } from '../geometry.ts';
import { ringContains, signedRingArea } from '../measure.ts';
import { type Faces, startOf } from './faces.ts';
import type { Lattice } from './lattice.ts';
import type { SegmentUse } from './segments.ts';

/**
 * The outlines and holes of the faces that were kept. As in contours.ts what is inside hangs together over edges alone:
 * two parts that touch at a vertex are two rings, two holes that do are one.
 */

interface Border {
  /** In lattice steps, with every place where something was cut. */
  readonly steps: number[];
  /** In pixels, with the corners alone. */
  readonly ring: number[];
  /** Square steps; above 0 for outlines, below for holes. */
  readonly area: number;
}

export function partsOfFaces(lattice: Lattice, faces: Faces): readonly PolygonPart[] {
  const borders = bordersOf(lattice, faces).filter(isThick);
  const outlines = borders
    .filter(({ area }) => area > 0)
    .map((border) => ({ ...border, box: boxOf(border.steps), holes: [] as Ring[] }));
  const smallestFirst = outlines.toSorted((a, b) => a.area - b.area);
  for (const hole of borders.filter(({ area }) => area < 0)) {
    const point = middleOfEdge(hole.steps);
    const around = smallestFirst.find(({ steps, box, area }) => {
      const isInBox = point.x >= box.left && point.x <= box.right && point.y >= box.top && point.y <= box.bottom;
      return isInBox && area > -hole.area && ringContains(steps, point);
    });
    around?.holes.push(hole.ring);
  }
  return outlines.map(({ ring, holes }) => ({ outline: ring, holes }));
}

function bordersOf(lattice: Lattice, { segments, next, faceOf, kept }: Faces): readonly Border[] {
  const isKeptAt = (halfEdge: number) => kept[faceOf[halfEdge] as number] === true;
  const isBorder = (halfEdge: number) => isKeptAt(halfEdge) && !isKeptAt(halfEdge ^ 1);
  const following = (halfEdge: number): number => {
    let candidate = next[halfEdge] as number;
    while (!isBorder(candidate)) candidate = next[candidate ^ 1] as number;
    return candidate;
  };
  const taken = new Uint8Array(next.length);
  const borders: Border[] = [];
  for (let first = 0; first < next.length; first++) {
    if (taken[first] === 1 || !isBorder(first)) continue;
    const halfEdges: number[] = [];
    for (let halfEdge = first; taken[halfEdge] === 0; halfEdge = following(halfEdge)) {
      taken[halfEdge] = 1;
      halfEdges.push(halfEdge);
    }
    const starts = halfEdges.map((halfEdge) => startOf(segments, halfEdge));
    const steps = starts.flatMap((vertex) => [lattice.xs[vertex] as number, lattice.ys[vertex] as number]);
    const corners = cornersOf(halfEdges.map((halfEdge) => segments[halfEdge >> 1]?.uses ?? []));
    const ring = corners.flatMap((index) => {
      const vertex = starts[index] as number;
      return [lattice.givenX[vertex] as number, lattice.givenY[vertex] as number];
    });
    borders.push({ steps, ring, area: signedRingArea(steps) });
  }
  return borders;
}

/**
 * The places along a border where it begins to follow another edge. A piece may follow two edges that rounding has laid
 * on each other, so a side goes on for as long as all of its pieces have one edge in common.
 */
function cornersOf(pieces: readonly (readonly SegmentUse[])[]): readonly number[] {
  const edgesOf = (index: number) => (pieces[index % pieces.length] ?? []).map(({ edge }) => edge);
  const before = (index: number) => edgesOf(index + pieces.length - 1);
  const isSure = (index: number) => !edgesOf(index).some((edge) => before(index).includes(edge));
  const start = Math.max(
    pieces.findIndex((_, index) => isSure(index)),
    0,
  );
  const corners = [start];
  let common = edgesOf(start);
  for (let index = start + 1; index < start + pieces.length; index++) {
    const edges = edgesOf(index);
    const still = common.filter((edge) => edges.includes(edge));
    if (still.length === 0) corners.push(index % pieces.length);
    common = still.length === 0 ? edges : still;
  }
  return corners;
}

/** Rounding leaves slivers between edges that should be one: they are no wider than a step or two. */
function isThick({ ring, steps, area }: Border): boolean {
  let length = 0;
  for (let index = 0; index < steps.length; index += 2) {
    const next = (index + 2) % steps.length;
    length += Math.hypot(
      (steps[next] as number) - (steps[index] as number),
      (steps[next + 1] as number) - (steps[index + 1] as number),
    );
  }
  return ring.length >= 6 && Math.abs(area) > length;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** No other border passes there, whereas vertices may be shared. */
function middleOfEdge(steps: readonly number[]): Place {
  return {
    x: ((steps[0] as number) + (steps[2] as number)) / 2,
    y: ((steps[1] as number) + (steps[3] as number)) / 2,
  };
}

function boxOf(steps: readonly number[]) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < steps.length; index += 2) {
    left = Math.min(left, steps[index] as number);
    right = Math.max(right, steps[index] as number);
    top = Math.min(top, steps[index + 1] as number);
    bottom = Math.max(bottom, steps[index + 1] as number);
  }
  return { left, top, right, bottom };
}
