import { footOnSegment } from './measure.ts';
import { roundedPlace } from './precision.ts';

/** Rounds of weights 1/4, 1/2, 1/4, together nearly a Gaussian with a deviation of two points. */
const ROUNDS = 8;

/**
 * A line drawn by hand, x0, y0, x1, y1, ..., without its tremor and with few points. No point given is further than the
 * tolerance from the line returned: half of it is for smoothing, half for leaving points out. Both ends stay.
 */
export function smoothLine(line: readonly number[], tolerancePx: number): number[] {
  return simplified(smoothed(line, tolerancePx / 2), tolerancePx / 2).map(roundedPlace);
}

/** Every point becomes a mean of its neighbours, but stays within `reachPx` of where it was. */
function smoothed(line: readonly number[], reachPx: number): number[] {
  let points = [...line];
  for (let round = 0; round < ROUNDS; round++) {
    points = points.map((value, index) => {
      const [before, after] = [points[index - 2], points[index + 2]];
      return before === undefined || after === undefined ? value : (before + 2 * value + after) / 4;
    });
  }
  for (let index = 0; index < points.length; index += 2) {
    const [x, y] = [line[index] as number, line[index + 1] as number];
    const [dx, dy] = [(points[index] as number) - x, (points[index + 1] as number) - y];
    const share = Math.min(1, reachPx / Math.hypot(dx, dy));
    if (share < 1) points.splice(index, 2, x + share * dx, y + share * dy);
  }
  return points;
}

/** Douglas and Peucker 1973: the point furthest from a chord is kept while that is more than `reachPx`. */
function simplified(line: readonly number[], reachPx: number): number[] {
  const count = line.length / 2;
  const kept = new Set([0, count - 1]);
  const chords: (readonly [from: number, to: number])[] = [[0, count - 1]];
  for (let chord = chords.pop(); chord !== undefined; chord = chords.pop()) {
    const [from, to] = chord;
    const furthest = furthestBetween(line, from, to);
    if (furthest === null || furthest.distance <= reachPx) continue;
    kept.add(furthest.point);
    chords.push([from, furthest.point], [furthest.point, to]);
  }
  return line.filter((_, index) => kept.has(index >> 1));
}

function furthestBetween(
  line: readonly number[],
  from: number,
  to: number,
): { readonly point: number; readonly distance: number } | null {
  let furthest: { point: number; distance: number } | null = null;
  const ends = [line[2 * from], line[2 * from + 1], line[2 * to], line[2 * to + 1]] as [number, number, number, number];
  for (let point = from + 1; point < to; point++) {
    const place = { x: line[2 * point] as number, y: line[2 * point + 1] as number };
    const foot = footOnSegment(place, ...ends);
    const distance = Math.hypot(place.x - foot.x, place.y - foot.y);
    if (furthest === null || distance > furthest.distance) furthest = { point, distance };
  }
  return furthest;
}
