import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { levelSize, tileBox, tileFileName, tilePyramidOf } from '../../app/contract/tilePyramid.ts';
import type { DecodedImage } from './decodePixels.ts';
import { writePyramid } from './pyramid.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pyramid-'));
});
afterAll(() => rm(folder, { recursive: true }));

function image(width: number, height: number, channels: 1 | 3, bitDepth: 8 | 16): DecodedImage {
  const length = width * height * channels;
  const data = bitDepth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  for (let i = 0; i < length; i++) data[i] = Math.imul(i + 1, 2654435761) >>> 13;
  return { width, height, channels, bitDepth, data };
}

/** Puts the tiles of a level together again. */
async function readLevel(source: DecodedImage, tiles: string, level: number): Promise<Uint16Array> {
  const pyramid = tilePyramidOf(source);
  const { channels } = source;
  const size = levelSize(pyramid, level);
  const values = new Uint16Array(size.width * size.height * channels);
  for (let row = 0; tileBox(pyramid, level, 0, row); row++) {
    for (let column = 0; ; column++) {
      const box = tileBox(pyramid, level, column, row);
      if (!box) break;
      const pixels = await readTile(join(tiles, tileFileName(pyramid, level, column, row)), source);
      const rowLength = box.width * channels;
      expect(pixels).toHaveLength(rowLength * box.height);
      for (let y = 0; y < box.height; y++) {
        const start = ((box.y + y) * size.width + box.x) * channels;
        values.set(pixels.subarray(y * rowLength, (y + 1) * rowLength), start);
      }
    }
  }
  return values;
}

async function readTile(file: string, { channels, bitDepth }: DecodedImage): Promise<Uint8Array | Uint16Array> {
  if (bitDepth === 16) return new Uint16Array(Uint8Array.from(await readFile(file)).buffer);
  return sharp(file)
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer();
}

/** The mean of the pixels that a pixel of the next level covers, written down as plainly as possible. */
function halvedPlainly(values: Uint16Array, width: number, height: number, channels: number): Uint16Array {
  const at = (x: number, y: number, c: number): number =>
    values[(Math.min(y, height - 1) * width + Math.min(x, width - 1)) * channels + c] ?? NaN;
  const halved: number[] = [];
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      for (let c = 0; c < channels; c++) {
        halved.push(Math.round((at(x, y, c) + at(x + 1, y, c) + at(x, y + 1, c) + at(x + 1, y + 1, c)) / 4));
      }
    }
  }
  return Uint16Array.from(halved);
}

/** Comparing millions of values one by one in the test framework takes minutes. */
function firstDifference(a: Uint16Array, b: Uint16Array): number {
  return a.length === b.length ? a.findIndex((value, i) => value !== b[i]) : Math.min(a.length, b.length);
}

describe('writePyramid', () => {
  it.each([
    [1, 1, 1, 8],
    [512, 512, 3, 8],
    [1300, 513, 3, 8],
    [1027, 1100, 1, 8],
    [1101, 600, 1, 16],
    [513, 515, 3, 16],
  ] as const)('keeps every value of %i x %i x %i at %i bits and halves level by level', async (...shape) => {
    const [width, height, channels, bitDepth] = shape;
    const source = image(width, height, channels, bitDepth);
    const pyramid = tilePyramidOf(source);
    const tiles = join(folder, shape.join('-'));
    const rows: string[] = [];
    await writePyramid(source, tiles, (level, row) => rows.push(`${level}/${row}`));

    let expected: Uint16Array = Uint16Array.from(source.data);
    for (let level = 0; level < pyramid.levels; level++) {
      expect(firstDifference(await readLevel(source, tiles, level), expected)).toBe(-1);
      const size = levelSize(pyramid, level);
      expected = halvedPlainly(expected, size.width, size.height, channels);
    }
    const levels = Array.from({ length: pyramid.levels }, (_, i) => pyramid.levels - 1 - i);
    expect(rows).toEqual(
      levels.flatMap((level) =>
        Array.from({ length: Math.ceil(levelSize(pyramid, level).height / 512) }, (_, row) => `${level}/${row}`),
      ),
    );
  });
});
