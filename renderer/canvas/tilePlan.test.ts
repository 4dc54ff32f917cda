import { expect, test } from 'vitest';
import type { TilePyramid } from '../../app/contract/tilePyramid.ts';
import { levelForScale, tileAt, tileCover, visibleTiles } from './tilePlan.ts';

const pyramid: TilePyramid = { width: 1301, height: 700, tileSize: 512, levels: 3, channels: 1, bitDepth: 8 };

test('takes the coarsest level that still has a pixel for every device pixel', () => {
  const levels = [8, 1, 0.75, 0.5, 0.3, 0.25, 0.01].map((scale) => levelForScale(pyramid, scale));
  expect(levels).toEqual([0, 0, 0, 1, 1, 2, 2]);
});

test('lists only the tiles that meet the canvas, the middle first', () => {
  const viewSize = { width: 600, height: 300 };
  const all = visibleTiles(pyramid, { scale: 0.2, offsetX: 0, offsetY: 0 }, viewSize, 0);
  expect(all).toHaveLength(6);
  const zoomed = visibleTiles(pyramid, { scale: 1, offsetX: -500, offsetY: -20 }, viewSize, 0);
  expect(zoomed).toEqual([
    { level: 0, column: 1, row: 0 },
    { level: 0, column: 2, row: 0 },
    { level: 0, column: 0, row: 0 },
  ]);
  expect(visibleTiles(pyramid, { scale: 1, offsetX: 700, offsetY: 0 }, viewSize, 0)).toEqual([]);
});

test('a pixel of a level covers whole image pixels, so that coarse tiles lie where fine ones do', () => {
  const view = { scale: 0.1, offsetX: 0, offsetY: 0 };
  const covers = [0, 1, 2].map((level) => {
    const boxes = visibleTiles(pyramid, view, { width: 600, height: 300 }, level).map((at) => tileCover(pyramid, at));
    const right = Math.max(...boxes.map(({ x, width }) => x + width));
    const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
    const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
    return { tiles: boxes.length, right, bottom, hasGaps: area !== right * bottom };
  });
  expect(covers).toEqual([
    { tiles: 6, right: 1301, bottom: 700, hasGaps: false },
    { tiles: 2, right: 1302, bottom: 700, hasGaps: false },
    { tiles: 1, right: 1304, bottom: 700, hasGaps: false },
  ]);
});

test('finds the tile under a point', () => {
  expect(tileAt(pyramid, 0, 1300.5, 511.9)).toEqual({ level: 0, column: 2, row: 0 });
  expect(tileAt(pyramid, 1, 1300.5, 699)).toEqual({ level: 1, column: 1, row: 0 });
});
