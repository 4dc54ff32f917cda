import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolygonGeometry, PolygonPart, Ring } from './geometry.ts';
import { containsPoint, distanceToOutline, geometryArea } from './measure.ts';
import { isSimpleLine } from './simpleRing.ts';
import { splitPolygon } from './splitPolygon.ts';

const square: Ring = [0, 0, 20, 0, 20, 20, 0, 20];

function polygon(...parts: readonly PolygonPart[]): PolygonGeometry {
  return { kind: 'polygon', parts };
}

/** Area, vertices and holes of every part of every piece. */
function shapes(pieces: readonly PolygonGeometry[] | null): unknown {
  return (
    pieces?.map(({ parts }) =>
      parts.map((part) => [geometryArea(polygon(part)), part.outline.length / 2, part.holes.length]),
    ) ?? null
  );
}

test('a straight line makes two; the larger comes first, and crossings are to a hundredth', () => {
  expect(splitPolygon(polygon({ outline: square, holes: [] }), [5, -5, 5, 25])).toEqual([
    polygon({ outline: [5, 0, 20, 0, 20, 20, 5, 20], holes: [] }),
    polygon({ outline: [5, 20, 0, 20, 0, 0, 5, 0], holes: [] }),
  ]);
});

test('a line with corners takes them along; several cuts make several pieces', () => {
  const whole = polygon({ outline: square, holes: [] });
  expect(shapes(splitPolygon(whole, [8, -5, 8, 10, 25, 10]))).toEqual([[[280, 6, 0]], [[120, 4, 0]]]);
  expect(shapes(splitPolygon(whole, [4, -5, 4, 25, 10, 25, 10, -5]))).toEqual([
    [[200, 4, 0]],
    [[120, 4, 0]],
    [[80, 4, 0]],
  ]);
});

test('a line that ends inside, misses, or runs along an edge or from vertex to vertex of it cuts nothing', () => {
  const whole = polygon({ outline: square, holes: [] });
  const lines = [[5, -5, 5, 15], [5, 5, 15, 15], [30, 0, 30, 20], [0, -5, 0, 25], [20, 0, 20, 20], [-5, 20, 25, 20]]; // prettier-ignore
  expect(lines.map((line) => splitPolygon(whole, line))).toEqual(lines.map(() => null));
});

test('from corner to corner a square falls into two triangles', () => {
  expect(shapes(splitPolygon(polygon({ outline: square, holes: [] }), [0, 0, 20, 20]))).toBe(null);
  expect(shapes(splitPolygon(polygon({ outline: square, holes: [] }), [-1, -1, 21, 21]))).toEqual([
    [[200, 3, 0]],
    [[200, 3, 0]],
  ]);
});

test('a hole beside the line stays in its piece, one under the line opens, one cut to it is not cut through', () => {
  const hole: Ring = [12, 8, 16, 8, 16, 12, 12, 12];
  const whole = polygon({ outline: square, holes: [hole] });
  expect(shapes(splitPolygon(whole, [6, -5, 6, 25]))).toEqual([[[264, 4, 1]], [[120, 4, 0]]]);
  expect(shapes(splitPolygon(whole, [14, -5, 14, 25]))).toEqual([[[272, 8, 0]], [[112, 8, 0]]]);
  expect(splitPolygon(whole, [14, -5, 14, 10])).toBe(null);
  expect(splitPolygon(whole, [-5, 10, 14, 10])).toBe(null);
});

test('a hole that the line runs along stays in the piece that it lies in', () => {
  const whole = (hole: Ring) => polygon({ outline: square, holes: [hole] });
  const turned = [
    [4, 4, 8, 4, 8, 8, 4, 8],
    [8, 4, 8, 8, 4, 8, 4, 4],
    [8, 8, 4, 8, 4, 4, 8, 4],
    [4, 8, 4, 4, 8, 4, 8, 8],
  ];
  for (const hole of turned) {
    expect(shapes(splitPolygon(whole(hole), [8, -5, 8, 25]))).toEqual([[[240, 4, 0]], [[144, 4, 1]]]);
    // Moved a little to the right, the line runs through the hole here, which opens along its border.
    expect(shapes(splitPolygon(whole(hole), [4, -5, 4, 25]))).toEqual([[[304, 8, 0]], [[80, 6, 0]]]);
  }
});

test('a peninsula cut from its hole is an island, and the hole is whole again', () => {
  const bay: Ring = [4, 4, 16, 4, 16, 16, 11, 16, 11, 12, 9, 12, 9, 16, 4, 16];
  expect(shapes(splitPolygon(polygon({ outline: square, holes: [bay] }), [6, 14, 14, 14]))).toEqual([
    [[260, 4, 1]],
    [[4, 4, 0]],
  ]);
});

test('parts that the line does not cut stay with the largest piece', () => {
  const other: PolygonPart = { outline: [30, 0, 32, 0, 32, 2], holes: [] };
  expect(shapes(splitPolygon(polygon(other, { outline: square, holes: [] }), [5, -5, 5, 25]))).toEqual([
    [
      [300, 4, 0],
      [2, 3, 0],
    ],
    [[100, 4, 0]],
  ]);
});

test('any star with a hole and any line: the pieces cover the object and nothing else, once', () => {
  const radius = fc.double({ min: 12, max: 40, noNaN: true });
  const place = fc.integer({ min: -500, max: 10_500 }).map((hundredths) => hundredths / 100);
  const ring = (radii: readonly number[], scale: number) =>
    radii.flatMap((length, index) => {
      const angle = (2 * Math.PI * index) / radii.length;
      return [50 + scale * length * Math.cos(angle), 50 + scale * length * Math.sin(angle)];
    });
  fc.assert(
    fc.property(
      fc.array(radius, { minLength: 5, maxLength: 12 }),
      fc.array(place, { minLength: 4, maxLength: 10 }),
      fc.array(fc.tuple(place, place), { minLength: 20, maxLength: 20 }),
      (radii, values, samples) => {
        const line = values.slice(0, 2 * (values.length >> 1));
        fc.pre(isSimpleLine(line));
        const whole = polygon({
          outline: ring(radii, 1),
          holes: [
            ring(
              radii.map(() => 8),
              1,
            ),
          ],
        });
        const pieces = splitPolygon(whole, line);
        if (pieces === null) return;
        expect(pieces.length).toBeGreaterThan(1);
        const total = pieces.reduce((sum, piece) => sum + geometryArea(piece), 0);
        expect(Math.abs(total - geometryArea(whole))).toBeLessThan(2);
        const borders = [whole, ...pieces];
        for (const [x, y] of samples) {
          if (borders.some((each) => distanceToOutline(each, { x, y }) < 0.05)) continue;
          const holders = pieces.filter((piece) => containsPoint(piece, { x, y })).length;
          expect(holders).toBe(containsPoint(whole, { x, y }) ? 1 : 0);
        }
        const areas = pieces.map(geometryArea);
        expect(areas).toEqual(areas.toSorted((a, b) => b - a));
      },
    ),
    { numRuns: 300 },
  );
});
