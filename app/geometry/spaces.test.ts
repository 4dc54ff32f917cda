import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitViewport, imageFromView, viewFromImage, zoomAbout } from './spaces.ts';

const coordinate = fc.double({ min: -5000, max: 5000, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate });
const viewport = fc.record({
  scale: fc.double({ min: 0.01, max: 64, noNaN: true }),
  offsetX: coordinate,
  offsetY: coordinate,
});

test('leads back from the view to the image', () => {
  fc.assert(
    fc.property(viewport, point, (view, place) => {
      const back = imageFromView(view, viewFromImage(view, place));
      expect([back.x, back.y]).toEqual([expect.closeTo(place.x, 6), expect.closeTo(place.y, 6)]);
    }),
  );
});

test('zooms about the pointer: the image stays under it', () => {
  fc.assert(
    fc.property(viewport, point, fc.double({ min: 0.1, max: 10, noNaN: true }), (view, pointer, factor) => {
      const zoomed = zoomAbout(view, pointer, factor);
      const place = viewFromImage(zoomed, imageFromView(view, pointer));
      expect([place.x, place.y]).toEqual([expect.closeTo(pointer.x, 4), expect.closeTo(pointer.y, 4)]);
      expect(zoomed.scale).toBeCloseTo(view.scale * factor, 9);
    }),
  );
});

test('fits the longer side and centres the other', () => {
  expect(fitViewport({ width: 200, height: 100 }, { width: 440, height: 400 }, 20)).toEqual({
    scale: 2,
    offsetX: 20,
    offsetY: 100,
  });
});
