import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseImage } from '../../tests/generators/masks.ts';
import { somePoints } from '../../tests/generators/points.ts';
import { containsPoint, geometryArea, geometryBox, geometryCentre } from './measure.ts';
import { nearestPoint, placesOf, withMovedPoint, withoutPoint, withPoint } from './points.ts';
import { buildSpatialIndex, queryPoint } from './spatialIndex.ts';
import { clipGeometry, translateGeometry } from './transform.ts';

test('points have a box that is never empty, and are found by it at each of their places', () => {
  fc.assert(
    fc.property(fc.array(somePoints, { minLength: 1, maxLength: 40 }), (objects) => {
      const boxes = objects.map(geometryBox);
      expect(boxes.every(({ width, height }) => width >= 1 && height >= 1)).toBe(true);
      const index = buildSpatialIndex(objects.map((value, at) => ({ box: boxes[at] ?? geometryBox(value), value })));
      for (const object of objects) {
        for (const place of placesOf(object)) expect(queryPoint(index, place)).toContain(object);
      }
    }),
    { numRuns: 50 },
  );
});

test('they cover nothing, hold nothing, and their centre is their mean', () => {
  const points = { kind: 'points', points: [2, 2, 4, 2, 4, 6.5, 2, 6.5] } as const;
  expect([geometryArea(points), containsPoint(points, { x: 3, y: 4 }), geometryCentre(points)]).toEqual([
    0,
    false,
    { x: 3, y: 4.25 },
  ]);
});

test('moved and back they are where they were, to the hundredth, and what leaves the image goes', () => {
  const shift = fc.integer({ min: -3000, max: 3000 }).map((hundredths) => hundredths / 100);
  fc.assert(
    fc.property(somePoints, shift, shift, (points, dx, dy) => {
      const moved = translateGeometry(points, dx, dy);
      expect(translateGeometry(moved, -dx, -dy)).toEqual(points);
      const inside = placesOf(points).filter(({ x, y }) => {
        const [left, top] = [Math.round((x + dx) * 100) / 100, Math.round((y + dy) * 100) / 100];
        return left >= 0 && top >= 0 && left <= noiseImage.width && top <= noiseImage.height;
      });
      const clipped = clipGeometry(moved, noiseImage);
      if (inside.length === 0) expect(clipped).toBeNull();
      else if (inside.length === placesOf(points).length) expect(clipped).toBe(moved);
      else {
        expect(clipped && translateGeometry(clipped, -dx, -dy)).toEqual({
          kind: 'points',
          points: inside.flatMap(({ x, y }) => [x, y]),
        });
      }
    }),
  );
});

test('one is added, moved, taken away and found by where it is', () => {
  const one = { kind: 'points', points: [1, 2] } as const;
  const two = withPoint(one, { x: 5.123456, y: -0 });
  expect(two.points).toEqual([1, 2, 5.12, 0]);
  expect(withMovedPoint(two, 0, { x: 3.999, y: 4 }).points).toEqual([4, 4, 5.12, 0]);
  expect([withoutPoint(two, 0)?.points, withoutPoint(one, 0)]).toEqual([[5.12, 0], null]);
  expect(nearestPoint(two, { x: 5.12, y: 3 })).toEqual({ index: 1, distance: 3 });
});
