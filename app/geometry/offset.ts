import type { PolygonGeometry, Ring } from './geometry.ts';
import type { OverlaidObject } from './overlay/overlay.ts';

/**
 * Everything at most `radiusPx` from a polygon, as loops to be overlaid: each ring is moved outwards, with arcs around
 * corners that stick out and through the corner itself where it does not; what such loops enclose more often to the
 * left than to the right is the grown polygon (Chen and McMains 2005). Rings must run as `untangled` has them.
 */
export function grownLoops(polygon: PolygonGeometry, radiusPx: number): OverlaidObject {
  const rings = polygon.parts.flatMap(({ outline, holes }) => [outline, ...holes]);
  return [{ outline: { loops: rings.map((ring) => movedOutwards(ring, radiusPx)), rule: 'positive' }, holes: [] }];
}

/** Pixels between an arc and the chords that stand for it. */
const ARC_TOLERANCE_PX = 0.05;

function movedOutwards(ring: Ring, radiusPx: number): Ring {
  const stepAngle = 2 * Math.acos(Math.max(1 - ARC_TOLERANCE_PX / radiusPx, 0));
  const moved: number[] = [];
  const count = ring.length / 2;
  const x = (vertex: number) => ring[(2 * vertex) % ring.length] as number;
  const y = (vertex: number) => ring[(2 * vertex + 1) % ring.length] as number;
  const headingFrom = (vertex: number) => Math.atan2(y(vertex + 1) - y(vertex), x(vertex + 1) - x(vertex));
  for (let vertex = 0; vertex < count; vertex++) {
    const before = headingFrom(vertex + count - 1);
    const after = headingFrom(vertex);
    // The inside lies to the left of a heading: outwards is a quarter turn to the right.
    const put = (heading: number) =>
      moved.push(x(vertex) + radiusPx * Math.sin(heading), y(vertex) - radiusPx * Math.cos(heading));
    const turn = turnBetween(before, after);
    put(before);
    if (turn < 0) {
      moved.push(x(vertex), y(vertex));
    } else {
      const steps = Math.ceil(turn / stepAngle);
      for (let step = 1; step < steps; step++) put(before + (turn * step) / steps);
    }
    put(after);
  }
  return moved;
}

/** From -pi to pi; a turn right back is one to the left, around an end. */
function turnBetween(before: number, after: number): number {
  const turn = (after - before) % (2 * Math.PI);
  if (turn <= -Math.PI) return turn + 2 * Math.PI;
  return turn > Math.PI ? turn - 2 * Math.PI : turn;
}
