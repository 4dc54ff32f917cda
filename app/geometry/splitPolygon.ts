import { type CutLine, inGeneralPosition } from './cutLine.ts';
import type { PolygonGeometry, PolygonPart, Ring } from './geometry.ts';
import { geometryArea, ringContains, signedRingArea } from './measure.ts';
import { withoutRepeatedVertices } from './repeatedVertices.ts';
import type { ImagePoint } from './spaces.ts';
import { type Chord, type Corner, cutRings, type CutRing, ringOf } from './ringCutting.ts';

/** Where the line crosses a ring. */
interface Crossing {
  readonly ring: number;
  readonly edge: number;
  /** 0-1 along the edge of the ring. */
  readonly alongEdge: number;
  /** Number of the line's segment, plus 0-1 along it. */
  readonly alongLine: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The pieces along a line that does not cross itself, largest first; what the line does not cut stays with the largest.
 * `null` where nothing is cut through. Holes stay, or open where the line runs through them.
 */
export function splitPolygon(polygon: PolygonGeometry, line: CutLine): PolygonGeometry[] | null {
  const split = polygon.parts.map((part) => splitPart(part, line));
  const uncut = polygon.parts.filter((_, index) => split[index] === null);
  const pieces = split
    .flatMap((parts) => parts ?? [])
    .map((part): PolygonGeometry => ({ kind: 'polygon', parts: [part] }))
    .sort((a, b) => geometryArea(b) - geometryArea(a));
  const [largest, ...others] = pieces;
  if (largest === undefined) return null;
  return [{ ...largest, parts: [...largest.parts, ...uncut] }, ...others];
}

function splitPart(part: PolygonPart, line: CutLine): PolygonPart[] | null {
  const rings = [directed(part.outline, 1), ...part.holes.map((hole) => directed(hole, -1))];
  const moved = inGeneralPosition(line);
  const crossings = rings
    .flatMap((ring, index) => crossingsOf(ring, index, moved))
    .sort((a, b) => a.alongLine - b.alongLine);
  const cut = cutRings(
    rings.map((ring, index) => ({
      kind: index === 0 ? 'outline' : 'hole',
      corners: withCrossings(ring, index, crossings),
    })),
    chordsBetween(crossings, rings, line, moved),
  );
  const parts = cut === null ? [] : assembled(cut);
  return parts.length < 2 ? null : parts;
}

/** The ring so that its area has the sign. */
function directed(ring: Ring, sign: 1 | -1): Ring {
  if (signedRingArea(ring) * sign >= 0) return ring;
  const reversed: number[] = [];
  for (let index = ring.length - 2; index >= 0; index -= 2)
    reversed.push(ring[index] as number, ring[index + 1] as number);
  return reversed;
}

function crossingsOf(ring: Ring, ringNumber: number, line: CutLine): Crossing[] {
  const crossings: Crossing[] = [];
  for (let segment = 0; 2 * segment + 3 < line.length; segment++) {
    const [ax, ay, bx, by] = line.slice(2 * segment, 2 * segment + 4) as [number, number, number, number];
    // On which side of the segment the vertices lie; on which side of the edge the segment's ends lie.
    const besides = (x: number, y: number) => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    for (let index = 0; index < ring.length; index += 2) {
      const next = (index + 2) % ring.length;
      const [px, py] = [ring[index] as number, ring[index + 1] as number];
      const [qx, qy] = [ring[next] as number, ring[next + 1] as number];
      const [p, q] = [besides(px, py), besides(qx, qy)];
      if (p > 0 === q > 0) continue;
      const a = (qx - px) * (ay - py) - (qy - py) * (ax - px);
      const b = (qx - px) * (by - py) - (qy - py) * (bx - px);
      if (a > 0 === b > 0) continue;
      const alongEdge = p / (p - q);
      const [x, y] = [px + alongEdge * (qx - px), py + alongEdge * (qy - py)];
      crossings.push({ ring: ringNumber, edge: index / 2, alongEdge, alongLine: segment + a / (a - b), x, y });
    }
  }
  return crossings;
}

function withCrossings(ring: Ring, ringNumber: number, crossings: readonly Crossing[]): readonly Corner[] {
  const own = crossings.map((crossing, number) => ({ ...crossing, number })).filter((each) => each.ring === ringNumber);
  const byEdge = Map.groupBy(own, ({ edge }) => edge);
  return Array.from({ length: ring.length / 2 }, (_, vertex): Corner[] => {
    const onEdge = (byEdge.get(vertex) ?? []).sort((a, b) => a.alongEdge - b.alongEdge);
    return [vertexOf(ring, vertex), ...onEdge.map(({ x, y, number }) => ({ x, y, crossing: number, side: null }))];
  }).flat();
}

function vertexOf(points: readonly number[], vertex: number): Corner {
  return { x: points[2 * vertex] as number, y: points[2 * vertex + 1] as number, crossing: null, side: null };
}

/** The stretches of the line that run inside the part from one of its borders to the next. */
function chordsBetween(crossings: readonly Crossing[], rings: readonly Ring[], line: CutLine, moved: CutLine): Chord[] {
  const start = { x: moved[0] as number, y: moved[1] as number };
  let inside = rings.filter((ring) => ringContains(ring, start)).length % 2 === 1;
  return crossings.flatMap(({ alongLine }, from) => {
    inside = !inside;
    const next = crossings[from + 1];
    if (!inside || next === undefined) return [];
    const between: Corner[] = [];
    for (let vertex = Math.floor(alongLine) + 1; vertex <= Math.floor(next.alongLine); vertex++) {
      between.push(vertexOf(line, vertex));
    }
    return [{ from, to: from + 1, between }];
  });
}

/** Each hole in the smallest outline around it. What rounding has left without area is no piece. */
function assembled(cut: readonly CutRing[]): PolygonPart[] {
  const ringsOf = (kind: CutRing['kind']) => cut.filter((ring) => ring.kind === kind).flatMap(solidRing);
  const outlines = ringsOf('outline').map((outline) => ({ outline, area: Math.abs(signedRingArea(outline)) }));
  const holesOf = outlines.map((): Ring[] => []);
  for (const hole of ringsOf('hole')) {
    const inner = innerPoint(hole);
    // An island that was cut out of the hole lies in it, and is smaller.
    const area = Math.abs(signedRingArea(hole));
    const around = outlines.filter((each) => each.area > area && ringContains(each.outline, inner));
    const smallest = around.sort((a, b) => a.area - b.area)[0] ?? outlines[0];
    if (smallest !== undefined) holesOf[outlines.indexOf(smallest)]?.push(hole);
  }
  return outlines.map(({ outline }, index) => ({ outline, holes: holesOf[index] ?? [] }));
}

/** A point inside the ring, away from its border, which another ring may share: half way along a level line through it. */
function innerPoint(ring: Ring): ImagePoint {
  const levels = [...new Set(ring.filter((_, index) => index % 2 === 1))].sort((a, b) => a - b);
  const y = ((levels[0] as number) + (levels[1] as number)) / 2;
  const crossings: number[] = [];
  for (let index = 0; index < ring.length; index += 2) {
    const next = (index + 2) % ring.length;
    const [x0, y0, x1, y1] = [ring[index], ring[index + 1], ring[next], ring[next + 1]] as [
      number,
      number,
      number,
      number,
    ];
    if (y0 > y !== y1 > y) crossings.push(x0 + ((y - y0) * (x1 - x0)) / (y1 - y0));
  }
  crossings.sort((a, b) => a - b);
  return { x: ((crossings[0] as number) + (crossings[1] as number)) / 2, y };
}

function solidRing({ corners }: CutRing): Ring[] {
  const ring = withoutRepeatedVertices(ringOf(corners));
  return ring.length < 6 || signedRingArea(ring) === 0 ? [] : [ring];
}
