import { beforeEach, expect, test } from 'vitest';
import { CanvasAids, canvasAidNames } from './canvasAids.svelte.ts';

const shown = (aids: CanvasAids) => canvasAidNames.filter((aid) => aids.isShown(aid));

beforeEach(() => localStorage.clear());

test('what is switched on and off is there again in the next window', () => {
  const aids = new CanvasAids();
  expect([shown(aids), aids.rulerUnit]).toEqual([['minimap'], 'pixels']);
  aids.toggle('scaleBar');
  aids.toggle('rulers');
  aids.toggle('minimap');
  aids.toggleRulerUnit();
  const next = new CanvasAids();
  expect([shown(next), next.rulerUnit]).toEqual([['rulers', 'scaleBar'], 'lengths']);
  next.toggle('rulers');
  next.toggle('scaleBar');
  expect(shown(new CanvasAids())).toEqual([]);
});

test('words of another version are passed over', () => {
  localStorage.setItem('maskwright.canvasAids', 'crosshair compass');
  localStorage.setItem('maskwright.rulerUnit', 'feet');
  const aids = new CanvasAids();
  expect([shown(aids), aids.rulerUnit]).toEqual([['crosshair'], 'pixels']);
});
