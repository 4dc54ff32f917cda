import { expect, test } from 'vitest';
import { viewFromImage, zoomAbout } from '../../app/geometry/spaces.ts';
import { frameFor, nextFrame, placementOf, renewalOf, viewedBox, type View, wholeOnDevice } from './drawnFrame.ts';

const image = { width: 8000, height: 6000 };
const size = { width: 800, height: 600 };
const view: View = { transform: { scale: 0.5, offsetX: -1000, offsetY: -700 }, size };
const moved = (dx: number, dy: number): View => {
  const { scale, offsetX, offsetY } = view.transform;
  return { transform: { scale, offsetX: offsetX + dx, offsetY: offsetY + dy }, size };
};
const zoomed = (factor: number): View => ({
  transform: zoomAbout(view.transform, { x: 400, y: 300 }, factor),
  size,
});
const frame = frameFor(view, 1);

test('a frame shows somewhat more than the view at each side, or less where that would be too many pixels', () => {
  expect(frame.size).toEqual({ width: 1088, height: 816 });
  expect(viewedBox(frame)).toEqual({ x: 1712, y: 1184, width: 2176, height: 1632 });
  expect(frameFor(view, 4).size).toEqual({ width: 960, height: 720 });
});

test('a frame is moved until it does not reach any more, and drawn anew at rest after a zoom', () => {
  const renewals = (views: readonly View[]) => views.map((shown) => renewalOf(frame, shown, image, 1));
  expect(renewals([view, moved(144, -108), moved(145, 0), moved(0, -109)])).toEqual(['no', 'no', 'now', 'now']);
  expect(renewals([zoomed(1.1), zoomed(0.8), zoomed(0.6), zoomed(3.5)])).toEqual(['atRest', 'atRest', 'now', 'now']);
  expect(renewalOf(frame, { ...view, size: { width: 900, height: 600 } }, image, 1)).toBe('now');
});

test('zooming out draws ahead, so that the next steps are served too', () => {
  const next = nextFrame(frame, zoomed(0.6), 1);
  const renewals = [0.6, 0.5, 0.3].map((factor) => renewalOf(next, zoomed(factor), image, 1));
  expect(renewals).toEqual(['atRest', 'atRest', 'atRest']);
});

test('in the course of a zoom a frame has the scale of a level, about the middle of the view', () => {
  const scales = [0.6, 0.7, 0.3, 0.05, 3.5, 7.9].map((factor) => nextFrame(frame, zoomed(factor), 1).transform.scale);
  expect(scales).toEqual([1 / 8, 1 / 4, 1 / 16, 1 / 64, 1, 2]);
  expect(nextFrame(frame, zoomed(0.6), 2).transform.scale).toBe(1 / 8);
  expect(nextFrame(frame, zoomed(0.6), 1.5).transform.scale).toBe(1 / 4 / 1.5);
  const next = nextFrame(frame, zoomed(0.6), 1);
  const inFrame = viewFromImage(next.transform, { x: 2800, y: 2000 });
  expect([inFrame.x, inFrame.y]).toEqual([544, 408]);
});

test('after a pan a frame is whole device pixels away from the one before, and within half a one of the view', () => {
  for (const [devicePixels, x, y] of [
    [1, 200.4, -117.7],
    [2, 150.3, 90.2],
    [1.5, -300.9, 200.1],
  ] as const) {
    const before = frameFor(view, devicePixels);
    const next = nextFrame(before, moved(x, y), devicePixels);
    const usual = frameFor(moved(x, y), devicePixels);
    expect(next.size).toEqual(usual.size);
    for (const offset of ['offsetX', 'offsetY'] as const) {
      const shift = (next.transform[offset] - before.transform[offset]) * devicePixels;
      expect(shift).toBeCloseTo(Math.round(shift), 9);
      expect(Math.abs(next.transform[offset] - usual.transform[offset]) * devicePixels).toBeLessThanOrEqual(0.5 + 1e-9);
    }
  }
});

test('what lies beside the image need not be drawn', () => {
  const whole: View = { transform: { scale: 0.05, offsetX: 200, offsetY: 150 }, size };
  const smaller: View = { transform: { scale: 0.01, offsetX: 300, offsetY: 280 }, size };
  expect(renewalOf(frameFor(whole, 1), smaller, image, 1)).toBe('atRest');
});

test('a placed frame shows every image place where the view has it', () => {
  for (const shown of [view, moved(30, -20), zoomed(1.7), zoomed(0.7)]) {
    const { scale, x, y } = placementOf(frame, shown, 1);
    const inFrame = viewFromImage(frame.transform, { x: 2500, y: 1900 });
    const inView = viewFromImage(shown.transform, { x: 2500, y: 1900 });
    expect(inFrame.x * scale + x).toBeCloseTo(inView.x, 6);
    expect(inFrame.y * scale + y).toBeCloseTo(inView.y, 6);
  }
  expect(placementOf(frame, moved(0.3, 0.6), 1)).toEqual({ scale: 1, x: -144, y: -107 });
});

test('canvases end with a device pixel, however many of them a CSS pixel has', () => {
  for (let length = 0; length < 2000; length++) {
    const whole = wholeOnDevice(length);
    expect(whole - length).toBeGreaterThanOrEqual(0);
    expect(whole - length).toBeLessThan(4);
    expect([1, 1.25, 1.5, 1.75, 2, 3].filter((ratio) => !Number.isInteger(whole * ratio))).toEqual([]);
  }
});
