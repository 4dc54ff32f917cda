import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { decodePixels, openImageFile, type DecodedImage } from './decodePixels.ts';
import { halve } from './halve.ts';
import { stripsOf } from './imageStrips.ts';
import { rowsOf, writePyramid } from './pyramid.ts';
import { readLevel, writeStripPyramid } from './stripPyramid.ts';

function image(width: number, height: number, channels: 1 | 3, bitDepth: 8 | 16): DecodedImage {
  const length = width * height * channels;
  const data = bitDepth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  for (let i = 0; i < length; i++) data[i] = Math.imul(i + 1, 2654435761) >>> 13;
  return { width, height, channels, bitDepth, data };
}

async function* cutIntoStrips(whole: DecodedImage, rows: number): AsyncGenerator<DecodedImage> {
  for (let top = 0; top < whole.height; top += rows) yield rowsOf(whole, top, rows);
}

it.each([
  [1500, 1301, 1, 8, 512],
  [1025, 2049, 3, 8, 1024],
  [700, 1100, 1, 16, 512],
  [600, 513, 3, 16, 100],
] as const)(
  'writes the tiles of %d x %d x %d, %d bits, as if it were whole',
  async (width, height, channels, bits, rows) => {
    const whole = image(width, height, channels, bits);
    const [expected, found] = [temporaryFolder(), temporaryFolder()];
    await writePyramid(whole, expected, () => undefined);
    const told: string[] = [];
    await writeStripPyramid(whole, cutIntoStrips(whole, rows), found, (level, row) => told.push(`${level}/${row}`));
    const names = (await readdir(expected)).sort();
    expect((await readdir(found)).sort()).toEqual(names);
    for (const name of names) {
      expect((await readFile(join(found, name))).equals(await readFile(join(expected, name))), name).toBe(true);
    }
    expect(new Set(told).size).toBe(told.length);
    expect(new Set(names.map((name) => `${name.split('-')[0]}/${name.split('_')[1]?.split('.')[0]}`))).toEqual(
      new Set(told),
    );
  },
);

it('reads one level as a whole', async () => {
  const whole = image(1500, 1301, 3, 8);
  expect(await readLevel(whole, cutIntoStrips(whole, 512), 400)).toEqual(halve(halve(whole)));
  expect(await readLevel(whole, cutIntoStrips(whole, 512), 5000)).toEqual(whole);
});

it('reads the strips of a file exactly, tiled or not', async () => {
  const folder = temporaryFolder();
  const { data, ...shape } = image(300, 260, 1, 16);
  for (const [name, tile] of [
    ['tiled.tif', true],
    ['stripped.tif', false],
  ] as const) {
    const file = join(folder, name);
    await sharp(data, { raw: { width: 300, height: 260, channels: 1 } })
      .toColourspace('grey16')
      .tiff({ tile, tileWidth: 64, tileHeight: 64, compression: 'deflate' })
      .toFile(file);
    const strips: DecodedImage[] = [];
    for await (const strip of stripsOf(await openImageFile(file), 20, 30_000)) strips.push(strip);
    expect(strips.map(({ height }) => height)).toEqual([40, 40, 40, 40, 40, 40, 20]);
    const values = strips.flatMap((strip) => [...strip.data]);
    expect({ ...(await decodePixels(file)), data: Uint16Array.from(values) }).toEqual({ ...shape, data });
  }
});
