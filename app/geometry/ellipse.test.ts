import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ellipseRing } from './ellipse.ts';
import { distanceToOutline } from './measure.ts';

const side = fc.double({ min: 1, max: 3000, noNaN: true });

test('no place of the ellipse is a quarter of a pixel away from the polygon', () => {
  fc.assert(
    fc.property(side, side, fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), (width, height, angle) => {
      const outline = ellipseRing({ left: 10, top: 20, right: 10 + width, bottom: 20 + height });
      const polygon = { kind: 'polygon', parts: [{ outline, holes: [] }] } as const;
      // Between two vertices the polygon is furthest away: half a step from any vertex, and at any other place.
      const step = (2 * Math.PI) / (outline.length / 2);
      for (const at of [angle, step / 2, Math.PI / 2 + step / 2]) {
        const x = 10 + (width / 2) * (1 + Math.cos(at));
        const y = 20 + (height / 2) * (1 + Math.sin(at));
        expect(distanceToOutline(polygon, { x, y })).toBeLessThan(0.25);
      }
    }),
  );
});

test('it has as many vertices as its size needs, and touches the box on all sides', () => {
  const ring = (width: number, height: number) => ellipseRing({ left: 0, top: 0, right: width, bottom: height });
  expect([ring(2, 2), ring(20, 20), ring(200, 20), ring(2000, 2000)].map(({ length }) => length / 2)).toEqual([
    ...[8, 16, 48, 144],
  ]);
  const xs = ring(200, 20).filter((_, index) => index % 2 === 0);
  const ys = ring(200, 20).filter((_, index) => index % 2 === 1);
  expect([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]).toEqual([0, 200, 0, 20]);
});
