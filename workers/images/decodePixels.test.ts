import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePixels } from './decodePixels.ts';

const width = 37;
const height = 11;
const values = (channels: number, modulus: number): number[] =>
  Array.from({ length: width * height * channels }, (_, i) => (i * 421 + 13) % modulus);
const firstThreeOfFour = (all: number[]): number[] => all.filter((_, i) => i % 4 !== 3);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decode-pixels-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('decodePixels', () => {
  it.each([
    ['grey16.png', 1, 'grey16'],
    ['grey16.tiff', 1, 'grey16'],
    ['rgb16.png', 3, 'rgb16'],
    ['rgb16.tiff', 3, 'rgb16'],
    ['rgba16.png', 4, 'rgb16'],
  ] as const)('keeps the exact values of %s', async (name, channels, space) => {
    const stored = values(channels, 65536);
    const file = join(folder, name);
    await sharp(Uint16Array.from(stored), { raw: { width, height, channels } })
      .toColourspace(space)
      .toFormat(name.endsWith('.png') ? 'png' : 'tiff', name.endsWith('.png') ? {} : { compression: 'deflate' })
      .toFile(file);
    const expected = channels === 4 ? firstThreeOfFour(stored) : stored;
    expect(await decodePixels(file)).toEqual({
      width,
      height,
      channels: channels === 1 ? 1 : 3,
      bitDepth: 16,
      data: Uint16Array.from(expected),
    });
  });

  it('drops alpha without compositing and keeps three equal channels as three', async () => {
    const stored = values(1, 256).flatMap((value) => [value, value, value, value % 3 === 0 ? 0 : 255]);
    const file = join(folder, 'rgba8.png');
    await sharp(Uint8Array.from(stored), { raw: { width, height, channels: 4 } }).toFile(file);
    const image = await decodePixels(file);
    expect(image).toEqual({ width, height, channels: 3, bitDepth: 8, data: Uint8Array.from(firstThreeOfFour(stored)) });
  });

  it('turns a picture upright by its EXIF orientation', async () => {
    const file = join(folder, 'sideways.tiff');
    const stored = values(3, 256);
    await sharp(Uint8Array.from(stored), { raw: { width, height, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .tiff({ compression: 'deflate' })
      .toFile(file);
    const upright = Array.from({ length: stored.length }, (_, i) => {
      const pixel = Math.floor(i / 3);
      const [row, column] = [Math.floor(pixel / height), pixel % height];
      return stored[((height - 1 - column) * width + row) * 3 + (i % 3)] ?? -1;
    });
    expect(await decodePixels(file)).toEqual({
      width: height,
      height: width,
      channels: 3,
      bitDepth: 8,
      data: Uint8Array.from(upright),
    });
  });

  it('names the file that it cannot read', async () => {
    const file = join(folder, 'broken.png');
    await writeFile(file, 'not an image');
    await expect(decodePixels(file)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(file) as string,
    });
  });
});
