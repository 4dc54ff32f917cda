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

/** A simple outline around a place on 34 x 34 pixels, to a hundredth of a pixel as tools place vertices. */
export const starPolygon: fc.Arbitrary<PolygonGeometry> = fc
  .record({
    x: fc.double({ min: 10, max: 24, noNaN: true }),
    y: fc.double({ min: 10, max: 24, noNaN: true }),
    radii: fc.array(fc.double({ min: 2, max: 10, noNaN: true }), { minLength: 3, maxLength: 9 }),
  })
  .map(({ x, y, radii }) => ({
    kind: 'polygon',
    parts: [
      {
        outline: radii.flatMap((radius, index) => {
          const angle = (2 * Math.PI * index) / radii.length;
          return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)].map(
            (value) => Math.round(value * 100) / 100,
          );
        }),
        holes: [],
      },
    ],
  }));
