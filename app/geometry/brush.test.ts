import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskFromBitmap } from './bitmap.ts';
import { maskFromStroke } from './brush.ts';
import { geometryArea } from './measure.ts';

const size = { width: 24, height: 18 };

function distanceToSegment(x: number, y: number, a: Point, b: Point): number {
  const squared = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const along = squared === 0 ? 0 : ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / squared;
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - a.x - t * (b.x - a.x), y - a.y - t * (b.y - a.y));
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function distanceToLine(x: number, y: number, points: readonly Point[]): number {
  const [first] = points as [Point];
  return Math.min(...points.map((point, index) => distanceToSegment(x, y, points[index - 1] ?? first, point)));
}

test('sets the pixels whose centre the brush covers', () => {
  const point = fc.record({
    x: fc.double({ min: -5, max: 30, noNaN: true }),
    y: fc.double({ min: -5, max: 25, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 1, maxLength: 5 }),
      fc.double({ min: 0.1, max: 12, noNaN: true }),
      (points, diameterPx) => {
        const distances = Array.from({ length: size.width * size.height }, (_, index) =>
          distanceToLine((index % size.width) + 0.5, Math.floor(index / size.width) + 0.5, points),
        );
        // Rounding decides on pixels that lie on the rim to the last bit.
        fc.pre(distances.every((distance) => Math.abs(distance - diameterPx / 2) > 1e-9));
        const data = Uint8Array.from(distances, (distance) => (distance < diameterPx / 2 ? 1 : 0));
        expect(maskFromStroke(points, diameterPx, size)).toEqual(
          maskFromBitmap({ box: { x: 0, y: 0, ...size }, data }),
        );
      },
    ),
  );
});

/** Smallest distance to the rim of the discs between `a` and `b`, negative inside; convex along the way. */
function distanceToTaper(x: number, y: number, a: Disc, b: Disc): number {
  const at = (t: number) =>
    Math.hypot(x - a.x - t * (b.x - a.x), y - a.y - t * (b.y - a.y)) -
    (a.diameterPx + t * (b.diameterPx - a.diameterPx)) / 2;
  let [low, high] = [0, 1];
  for (let round = 0; round < 60; round++) {
    const third = (high - low) / 3;
    if (at(low + third) < at(high - third)) high -= third;
    else low += third;
  }
  return Math.min(at(0), at(1), at((low + high) / 2));
}

interface Disc extends Point {
  readonly diameterPx: number;
}

test('with a diameter at every point sets the pixels that one of the discs on the way covers', () => {
  const disc = fc.record({
    x: fc.double({ min: -5, max: 30, noNaN: true }),
    y: fc.double({ min: -5, max: 25, noNaN: true }),
    diameterPx: fc.double({ min: 0.1, max: 14, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(disc, { minLength: 1, maxLength: 4 }), (discs) => {
      const [first] = discs as [Disc];
      const distances = Array.from({ length: size.width * size.height }, (_, index) => {
        const [x, y] = [(index % size.width) + 0.5, Math.floor(index / size.width) + 0.5];
        return Math.min(...discs.map((end, at) => distanceToTaper(x, y, discs[at - 1] ?? first, end)));
      });
      fc.pre(distances.every((distance) => Math.abs(distance) > 1e-6));
      const data = Uint8Array.from(distances, (distance) => (distance < 0 ? 1 : 0));
      expect(maskFromStroke(discs, 99, size)).toEqual(maskFromBitmap({ box: { x: 0, y: 0, ...size }, data }));
    }),
  );
});

test('a pen that is pressed harder and harder in one place paints the largest disc', () => {
  const place = { x: 8.5, y: 8.5 };
  const pressed = [1, 3, 7, 4].map((diameterPx) => ({ ...place, diameterPx }));
  expect(maskFromStroke(pressed, 99, size)).toEqual(maskFromStroke([place], 7, size));
});

test('paints one pixel, a cross and a line of them', () => {
  const areaOf = (points: readonly Point[], diameterPx: number) => {
    const mask = maskFromStroke(points, diameterPx, size);
    return mask === null ? 0 : geometryArea(mask);
  };
  const centre = { x: 8.5, y: 8.5 };
  expect([areaOf([centre], 1), areaOf([centre], 2), areaOf([centre], 3)]).toEqual([1, 5, 9]);
  expect(areaOf([centre, { x: 12.5, y: 8.5 }], 1)).toBe(5);
  expect(areaOf([centre, { x: 8.5, y: 12.5 }], 1)).toBe(5);
});

test('paints nothing without a point or outside the image', () => {
  expect(maskFromStroke([], 5, size)).toBeNull();
  expect(maskFromStroke([{ x: -10, y: 4 }], 5, size)).toBeNull();
});
