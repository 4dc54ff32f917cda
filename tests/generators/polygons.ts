import fc from 'fast-check';
import type { PolygonGeometry } from '../../app/geometry/geometry.ts';

/** Coordinates that often meet, and some that hardly ever do. */
const coordinate = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: 0, max: 24 }).map((halves) => halves / 2),
  fc.double({ min: 0, max: 12, noNaN: true }),
);

function ringOf(vertices: number) {
  return fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: vertices }).map((ring) => ring.flat());
}

/**
 * Parts and holes of any shape on 12 x 12 pixels: rings cross and touch themselves and each other, run back along
 * themselves, and share edges and vertices.
 */
export const tangledPolygon: fc.Arbitrary<PolygonGeometry> = fc
  .array(fc.record({ outline: ringOf(7), holes: fc.array(ringOf(5), { maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 2,
  })
  .map((parts) => ({ kind: 'polygon', parts }));
