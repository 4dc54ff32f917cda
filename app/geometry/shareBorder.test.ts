import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cross, edgesOf, looseVertices } from '../../tests/fixtures/exactEdges.ts';
import { starPolygon } from '../../tests/generators/polygons.ts';
import { combineGeometries } from './combine.ts';
import { cutAway } from './cutAway.ts';
import type { PolygonGeometry } from './geometry.ts';
import { geometryArea } from './measure.ts';
import { shareBorder } from './shareBorder.ts';

const size = { width: 40, height: 40 };

test('an object cut at its neighbour shares its border: no edges cross, no vertex lies loose on an edge', () => {
  fc.assert(
    fc.property(starPolygon, starPolygon, (object, neighbour) => {
      const left = cutAway(object, [neighbour], size);
      if (left === null) return;
      const { first, second } = shareBorder(left, neighbour);
      if (first === null) return;
      const [own, others] = [edgesOf(first), edgesOf(second)];
      expect(own.filter((edge) => others.some((other) => cross(edge, other)))).toEqual([]);
      expect([looseVertices(own, others), looseVertices(others, own)]).toEqual([0, 0]);
      expect(combineGeometries('intersect', [first, second], size)).toBeNull();
    }),
    { numRuns: 1000 },
  );
});

test('what they cover together is what they covered, without slivers between them', () => {
  fc.assert(
    fc.property(starPolygon, starPolygon, (object, neighbour) => {
      const left = cutAway(object, [neighbour], size);
      if (left === null) return;
      const { first, second } = shareBorder(left, neighbour);
      const before = combineGeometries('unite', [object, neighbour], size) as PolygonGeometry;
      const after = combineGeometries('unite', first === null ? [second] : [first, second], size) as PolygonGeometry;
      const holes = (polygon: PolygonGeometry) => polygon.parts.reduce((sum, part) => sum + part.holes.length, 0);
      expect(holes(after)).toBe(holes(before));
      expect(Math.abs(geometryArea(after) - geometryArea(before))).toBeLessThan(0.3);
    }),
    { numRuns: 500 },
  );
});

const polygon = (...outline: number[]): PolygonGeometry => ({ kind: 'polygon', parts: [{ outline, holes: [] }] });

test('vertices on edges are given to the other one, vertices that nearly meet become the same number', () => {
  const left = polygon(10, 10, 20.001, 10, 20, 15, 20, 30, 10, 30);
  const right = polygon(20, 10, 30, 10, 30, 30, 20, 30, 20.0005, 22);
  expect(shareBorder(left, right)).toEqual({
    first: polygon(10, 10, 20, 10, 20, 15, 20.0005, 22, 20, 30, 10, 30),
    second: polygon(20, 10, 30, 10, 30, 30, 20, 30, 20.0005, 22, 20, 15),
  });
});

test('polygons with nothing in common stay the very ones; one that is all border goes', () => {
  const [a, b] = [polygon(10, 10, 20, 10, 20, 20), polygon(30, 10, 40, 10, 40, 20)];
  const { first, second } = shareBorder(a, b);
  expect([first === a, second === b]).toEqual([true, true]);
  expect(shareBorder(polygon(10, 10, 20, 10, 20, 10.001), a).first).toBeNull();
});
