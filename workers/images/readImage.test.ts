import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uprightValues, writeImageFile } from '../../tests/generators/imageFiles.ts';
import { readImage } from './readImage.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-image-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('readImage', () => {
  it.each(['png', 'webp', 'tif', 'tiff'])(
    'reads every value of a %s file, whatever its name says',
    async (extension) => {
      const options = { width: 45, height: 23, channels: 3 } as const;
      const file = join(folder, `picture.${extension}`);
      const values = await writeImageFile(file, options);
      const misnamed = `${file}.jpg`;
      await writeFile(misnamed, await readFile(file));
      expect(await readImage(misnamed)).toEqual({ ...options, bitDepth: 8, data: values });
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns EXIF orientation %i upright', async (orientation) => {
    const options = { width: 20, height: 13, bitDepth: 16, orientation } as const;
    const file = join(folder, `turned-${orientation}.tif`);
    const values = await writeImageFile(file, options);
    const isTurned = orientation >= 5;
    expect(await readImage(file)).toEqual({
      width: isTurned ? 13 : 20,
      height: isTurned ? 20 : 13,
      channels: 1,
      bitDepth: 16,
      data: uprightValues(values, options),
    });
  });

  it.each(['png', 'jpg', 'webp', 'tif', 'tiff'])('refuses a %s file that was cut off', async (extension) => {
    const file = join(folder, `cut.${extension}`);
    await writeImageFile(file, { width: 300, height: 200, channels: 3 });
    const { length } = await readFile(file);
    await truncate(file, Math.floor(length * 0.7));
    await expect(readImage(file)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(file) as string,
    });
  });

  it('refuses several pages, saying how many', async () => {
    const names = [1, 2, 3].map((page) => join(folder, `page-${page}.png`));
    for (const [seed, name] of names.entries()) await writeImageFile(name, { width: 8, height: 8, channels: 3, seed });
    const file = join(folder, 'pages.tif');
    await sharp(names, { join: { animated: true } })
      .tiff()
      .toFile(file);
    await expect(readImage(file)).rejects.toMatchObject({
      code: 'FILE_UNSUPPORTED',
      message: expect.stringContaining('3 pages') as string,
    });
  });

  const heads: readonly (readonly [string, Uint8Array, string, string])[] = [
    ['GIF', Buffer.from('GIF89a...'), 'FILE_UNSUPPORTED', 'GIF'],
    ['BMP', Buffer.from('BM....'), 'FILE_UNSUPPORTED', 'BMP'],
    ['DICOM', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]), 'FILE_UNSUPPORTED', 'DICOM'],
    ['NIfTI', Buffer.concat([Buffer.alloc(344), Buffer.from('n+1\0')]), 'FILE_UNSUPPORTED', 'NIfTI'],
    ['SVG', Buffer.from('<?xml version="1.0"?>\n<svg xmlns="x"/>'), 'FILE_UNSUPPORTED', 'SVG'],
    ['AVIF', Buffer.from('\0\0\0\x1cftypavif'), 'FILE_UNSUPPORTED', 'AVIF'],
    ['text', Buffer.from('hello'), 'FILE_UNREADABLE', 'is not an image'],
    ['nothing', Buffer.alloc(0), 'FILE_UNREADABLE', 'is empty'],
  ];
  it.each(heads)('names the kind of a file that is %s', async (kind, head, code, message) => {
    const file = join(folder, `${kind}.png`);
    await writeFile(file, head);
    await expect(readImage(file)).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
  });

  it('says that a file is gone', async () => {
    await expect(readImage(join(folder, 'gone.png'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('is not there any more') as string,
    });
  });
});
