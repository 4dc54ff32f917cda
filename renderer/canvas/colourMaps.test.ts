import { expect, test } from 'vitest';
import { colourAt, type ColourMapId, colourMapIds, gradientOf } from './colourMaps.ts';

/** Some rows of the published tables: the row of 256 and its colour. */
const published: Partial<Record<ColourMapId, readonly (readonly [row: number, ...colour: number[]])[]>> = {
  viridis: [
    [37, 70, 51, 127],
    [90, 46, 109, 142],
    [151, 33, 166, 133],
    [200, 112, 207, 87],
  ],
  magma: [
    [37, 36, 18, 83],
    [90, 121, 34, 130],
    [151, 219, 71, 106],
    [200, 253, 152, 105],
  ],
  inferno: [
    [37, 41, 11, 85],
    [90, 128, 31, 108],
    [151, 218, 78, 60],
    [200, 251, 157, 7],
  ],
  plasma: [
    [37, 85, 2, 164],
    [90, 162, 29, 154],
    [151, 223, 98, 99],
    [200, 251, 161, 57],
  ],
  cividis: [
    [37, 35, 60, 110],
    [90, 92, 97, 110],
    [151, 146, 141, 120],
    [200, 196, 180, 104],
  ],
  turbo: [
    [37, 71, 120, 240],
    [90, 34, 235, 170],
    [151, 221, 224, 55],
    [200, 244, 102, 23],
  ],
};

test('the maps meet their published tables', () => {
  for (const [map, rows] of Object.entries(published)) {
    for (const [row, ...colour] of rows) {
      const made = colourAt(map as ColourMapId, row / 255);
      const off = Math.max(...made.map((part, index) => Math.abs(part - (colour[index] ?? NaN))));
      expect(off, `${map} at ${row}`).toBeLessThan(3);
    }
  }
});

test('hot and bone are their formulas', () => {
  const within = (value: number): number => Math.min(Math.max(value, 0), 1) * 255;
  for (let place = 0; place <= 1; place += 1 / 64) {
    const hot = [(8 / 3) * place, (8 / 3) * place - 1, 4 * place - 3].map(within);
    const bone = hot.toReversed().map((part) => (7 * place * 255 + part) / 8);
    expect(colourAt('hot', place).map((part) => part.toFixed(6))).toEqual(hot.map((part) => part.toFixed(6)));
    expect(colourAt('bone', place).map((part) => part.toFixed(6))).toEqual(bone.map((part) => part.toFixed(6)));
  }
});

test('every map but turbo gets lighter all the way, and all begin and end where they should', () => {
  const lightness = (map: ColourMapId, place: number): number => {
    const [red, green, blue] = colourAt(map, place);
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  };
  for (const map of colourMapIds.filter((id) => id !== 'turbo')) {
    const steps = Array.from({ length: 101 }, (_, step) => lightness(map, step / 100));
    expect(steps, map).toEqual(steps.toSorted((a, b) => a - b));
  }
  expect([colourAt('grey', 0), colourAt('grey', 0.5), colourAt('grey', 1)]).toEqual([
    [0, 0, 0],
    [127.5, 127.5, 127.5],
    [255, 255, 255],
  ]);
  expect(gradientOf('grey')).toBe('linear-gradient(to right, rgb(0 0 0) 0%, rgb(255 255 255) 100%)');
});
