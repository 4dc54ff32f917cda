import { expect, test } from 'vitest';
import { cornerBeside, imageFromMinimap, isLargerThanView, minimapFor, viewMark } from './minimapPlan.ts';

const image = { width: 3600, height: 1800 };
const plan = minimapFor(image);
const view = (scale: number, offsetX: number, offsetY: number) => ({
  transform: { scale, offsetX, offsetY },
  size: { width: 800, height: 600 },
});

test('the whole image fits into the minimap, upright ones too', () => {
  expect(plan).toEqual({ scale: 0.05, size: { width: 180, height: 90 } });
  expect(minimapFor({ width: 1000, height: 2800 })).toEqual({ scale: 0.05, size: { width: 50, height: 140 } });
});

test('it is of use while the image does not fit into the view', () => {
  expect([0.2, 800 / 3600, 0.25, 2].map((scale) => isLargerThanView(image, view(scale, 0, 0)))).toEqual([
    ...[false, false, true, true],
  ]);
});

test('the mark shows what the view shows, and stays inside and visible', () => {
  expect(viewMark(plan, view(1, -1000, -400))).toEqual({ x: 50, y: 20, width: 40, height: 30 });
  expect(viewMark(plan, view(1, 700, 500))).toEqual({ x: 0, y: 0, width: 6, height: 6 });
  expect(viewMark(plan, view(64, -64 * 3599, -64 * 1799))).toEqual({ x: 174, y: 84, width: 6, height: 6 });
});

test('a place on the minimap is a place of the image', () => {
  expect(imageFromMinimap(plan, { x: 90, y: 45 })).toEqual({ x: 1800, y: 900 });
  expect(imageFromMinimap(plan, { x: -20, y: 300 })).toEqual({ x: 0, y: 1800 });
});

test('it leaves the corner that a tool comes to, where the other one is free', () => {
  const size = { width: 800, height: 600 };
  const at = (x: number, y: number) => cornerBeside('bottom', plan, size, { x, y });
  expect([at(790, 590), at(600, 500), at(400, 590), at(790, 100)]).toEqual(['top', 'top', 'bottom', 'bottom']);
  expect(cornerBeside('top', plan, size, { x: 790, y: 10 })).toBe('bottom');
  expect(cornerBeside('bottom', plan, { width: 800, height: 120 }, { x: 790, y: 60 })).toBe('bottom');
});
