import { expect, test } from 'vitest';
import { colourAt, colourMapIds } from './colourMaps.ts';
import { type DisplayLook, plainToning, showsAsStored } from './displayLook.ts';
import { automaticWindow, displayTable, histogramOf, paintThroughTable, type StoredPixels } from './displayLookup.ts';

const plain: DisplayLook = { ...plainToning, window: { low: 0, high: 255 } };

/** Red, green, blue and alpha of each pixel that one row of `pixels` becomes. */
function painted(pixels: StoredPixels, channels: 1 | 3, stride: 1 | 3 | 4, look: DisplayLook): number[][] {
  const table = displayTable(look, pixels instanceof Uint16Array ? 16 : 8, channels);
  const target = new Uint32Array(pixels.length / stride);
  paintThroughTable(pixels, stride, table, target);
  const bytes = [...new Uint8Array(target.buffer)];
  return Array.from(target, (_, pixel) => bytes.slice(4 * pixel, 4 * pixel + 4));
}

test('shows the low end black, the high end white and the middle grey', () => {
  const look = { ...plain, window: { low: 1000, high: 3000 } };
  const values = Uint16Array.of(0, 999, 1000, 2000, 3000, 65_535);
  const greys = [0, 0, 0, 128, 255, 255];
  expect(painted(values, 1, 1, look)).toEqual(greys.map((grey) => [grey, grey, grey, 255]));
});

test('window, gamma, inversion and map are one formula', () => {
  const values = Uint16Array.from({ length: 500 }, (_, index) => index * 131);
  for (const colourMap of colourMapIds) {
    for (const gamma of [0.1, 0.5, 1, 2.2, 10]) {
      for (const inverted of [false, true]) {
        const window = { low: -300, high: 40_000 };
        const made = painted(values, 1, 1, { ...plain, window, gamma, inverted, colourMap });
        const off = Array.from(values, (value, pixel) => {
          const share = Math.min(Math.max((value + 300) / 40_300, 0), 1) ** (1 / gamma);
          const wanted = colourAt(colourMap, inverted ? 1 - share : share);
          return Math.max(...wanted.map((part, index) => Math.abs(part - (made[pixel]?.[index] ?? NaN))));
        });
        // Rounded to whole numbers; maps take one of a thousand colours.
        expect(Math.max(...off), `${colourMap} ${gamma} ${inverted}`).toBeLessThan(colourMap === 'grey' ? 0.51 : 1.6);
      }
    }
  }
});

test('a gamma above 1 makes the middle brighter and leaves the ends', () => {
  const look = { ...plain, gamma: 2 };
  const greys = painted(Uint8ClampedArray.of(0, 64, 255), 1, 1, look).map(([red]) => red);
  expect(greys).toEqual([0, Math.round(Math.sqrt(64 / 255) * 255), 255]);
});

test('colour images show all channels, some, or one as grey', () => {
  const pixel = Uint16Array.of(510, 255, 0);
  const look = { ...plain, window: { low: 0, high: 510 } };
  expect(painted(pixel, 3, 3, look)).toEqual([[255, 128, 0, 255]]);
  expect(painted(pixel, 3, 3, { ...look, inverted: true })).toEqual([[0, 128, 255, 255]]);
  expect(painted(pixel, 3, 3, { ...look, channelsOff: ['red'] })).toEqual([[0, 128, 0, 255]]);
  expect(painted(pixel, 3, 3, { ...look, channelsOff: ['red', 'green', 'blue'] })).toEqual([[0, 0, 0, 255]]);
  const alone = (['red', 'green', 'blue'] as const).map((channelAlone) =>
    painted(pixel, 3, 3, { ...look, channelAlone, channelsOff: ['red'] }),
  );
  expect(alone).toEqual([[[255, 255, 255, 255]], [[128, 128, 128, 255]], [[0, 0, 0, 255]]]);
});

test('maps colour one channel, also of a colour image, and never three', () => {
  const pixels = Uint8ClampedArray.of(255, 0, 128, 255);
  const look = { ...plain, colourMap: 'viridis' } as const;
  const [dark, light] = [0, 1].map((place) => [...colourAt('viridis', place).map(Math.round), 255]);
  expect(painted(pixels, 3, 4, look)).toEqual([[255, 0, 128, 255]]);
  expect(painted(pixels, 3, 4, { ...look, channelAlone: 'red' })).toEqual([light]);
  expect(painted(pixels, 3, 4, { ...look, channelAlone: 'green' })).toEqual([dark]);
  // Grey bitmaps are read back from the screen as three equal values and an alpha.
  expect(painted(Uint8ClampedArray.of(255, 255, 255, 255), 1, 4, look)).toEqual([light]);
});

test('8-bit pictures are shown as stored only where nothing would change them', () => {
  const shown = (look: Partial<DisplayLook>) =>
    [1, 3].map((channels) => showsAsStored({ ...plain, ...look }, channels as 1 | 3));
  expect(shown({})).toEqual([true, true]);
  expect(shown({ window: { low: 1, high: 255 } })).toEqual([false, false]);
  expect(shown({ gamma: 1.1 })).toEqual([false, false]);
  expect(shown({ inverted: true })).toEqual([false, false]);
  expect(shown({ colourMap: 'magma' })).toEqual([false, true]);
  expect(shown({ channelAlone: 'blue' })).toEqual([true, false]);
  expect(shown({ channelsOff: ['blue'] })).toEqual([true, false]);
});

test('the automatic window leaves out rare values at both ends', () => {
  const pixels = new Uint16Array(10_000).fill(500);
  pixels.fill(900, 0, 4000);
  pixels[5000] = 0;
  pixels[5001] = 65_535;
  const histogram = histogramOf(pixels, 1, [0], { low: 0, high: 1023 });
  expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(10_000);
  expect(automaticWindow(histogram)).toEqual({ low: 496, high: 903 });
});

test('the histogram counts the channels that are shown', () => {
  const pixels = Uint8ClampedArray.of(10, 20, 30, 255, 10, 20, 200, 255);
  const counted = (places: readonly number[]) => {
    const { counts, binWidth } = histogramOf(pixels, 4, places, { low: 0, high: 255 });
    return counts.flatMap((count, bin) => (count === 0 ? [] : [[bin * binWidth, count]]));
  };
  expect(counted([2])).toEqual([
    [30, 1],
    [200, 1],
  ]);
  expect(counted([0, 1])).toEqual([
    [10, 2],
    [20, 2],
  ]);
});
